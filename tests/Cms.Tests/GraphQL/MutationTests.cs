using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.GraphQL;

/// <summary>What is written over GraphQL is what REST would write, and is refused as REST would refuse it.</summary>
public sealed class MutationTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Theory]
    [MemberData(nameof(TransitionTable.Cells), MemberType = typeof(TransitionTable))]
    public async Task A_status_and_a_verb_lead_where_the_table_says(string from, string verb, string becomes)
    {
        var rest = await WritingClient.OfAsync(cms);
        var graphql = await MutationClient.OfAsync(cms);
        var post = await rest.InAsync(from);
        var (id, revision) = ($"{post["id"]}", post["revision"]!.GetValue<int>());

        var payload = await graphql.MutateAsync(
            $"{verb}Post",
            verb == "schedule" ? new { id, revision, publishAt = TransitionTable.InAYear } : new { id, revision },
            verb == "purge" ? "id" : "post { uuid status revision }");

        if (becomes == TransitionTable.Gone)
        {
            payload["errors"].ShouldBeNull();
            using var gone = await rest.SendAsync("GET", $"{AddressOf(post)}?version=draft");
            gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            return;
        }

        if (becomes == TransitionTable.Refused)
        {
            payload["post"].ShouldBeNull();
            payload["errors"].Texts("code").ShouldBe(["invalid-transition"]);
            payload["errors"].Texts("__typename").ShouldBe(["InvalidTransitionError"]);
            becomes = from;
        }
        else
        {
            payload["errors"].ShouldBeNull();
            payload["post"]!["status"]!.GetValue<string>().ShouldBe(becomes.ToUpperInvariant());
        }

        (await rest.GetAsync($"{AddressOf(post)}?version=draft"))["status"]!.GetValue<string>().ShouldBe(becomes);
    }

    [Fact]
    public async Task A_post_made_over_graphql_is_the_one_that_rest_would_make()
    {
        var rest = await WritingClient.OfAsync(cms);
        var graphql = await MutationClient.OfAsync(cms, "write");
        var title = Unique("Same");
        var id = Guid.CreateVersion7();

        var made = await graphql.MutateAsync("createPost", new
        {
            id,
            title,
            markdown = "It *is*.\n",
            language = "en",
            category = "first",
            categories = new[] { "second", "first" },
            tags = new[] { "One", "two" },
            keywords = new[] { "word" },
            links = new[] { new { name = "Announcement", url = "https://example.org/docker" } },
            authors = new[] { new { name = "Jane", url = "https://jane.example", email = "jane@example.org" } },
            description = "Short",
            image = new { url = "/a.png", details = new[] { new { name = "alt", value = "A" } } },
            canonicalUrl = "https://example.org/home",
            featured = true,
            excerpt = "Begin",
            publishedAt = "2014-06-09T18:00:22+02:00",
            fields = new object[] { new { name = "layout", value = "post" }, new { name = "weights", value = new object?[] { 1, 2.5, null, true, new { a = "b" } } } },
        });
        made["errors"].ShouldBeNull();
        made["post"]!["uuid"]!.GetValue<string>().ShouldBe(id.ToString());

        var over = await rest.GetAsync($"/api/v1/posts/{id}?version=draft");
        var same = await rest.CreateAsync(new
        {
            title,
            markdown = "It *is*.\n",
            language = "en",
            category = "first",
            categories = new[] { "second", "first" },
            tags = new[] { "One", "two" },
            keywords = new[] { "word" },
            links = new[] { new { name = "Announcement", url = "https://example.org/docker" } },
            authors = new[] { new { name = "Jane", url = "https://jane.example", email = "jane@example.org" } },
            description = "Short",
            image = new { url = "/a.png", alt = "A" },
            canonicalUrl = "https://example.org/home",
            featured = true,
            excerpt = "Begin",
            publishedAt = "2014-06-09T18:00:22+02:00",
            fields = new { layout = "post", weights = new object?[] { 1, 2.5, null, true, new { a = "b" } } },
        });
        foreach (var name in (string[])["id", "slug", "path", "createdAt"])
        {
            over.Remove(name);
            same.Remove(name);
        }

        over.ToJsonString().ShouldBe(same.ToJsonString());
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_takes_away_what_it_names_as_null()
    {
        var graphql = await MutationClient.OfAsync(cms, "write");
        const string Selection = "post { slug title description language featured category { name } categories { name } tags { name } fields { name value } image { url } markdown revision }";
        var title = Unique("Merged");
        var post = (await graphql.MutateAsync("createPost", new
        {
            title,
            markdown = "Text.",
            description = "Old",
            featured = true,
            language = "en",
            categories = new[] { "one", "two" },
            tags = new[] { "kept" },
            image = new { url = "/a.png" },
            fields = new[] { new { name = "a", value = 1 }, new { name = "b", value = 2 } },
        }))["post"]!;

        var updated = (await graphql.MutateAsync(
            "updatePost",
            new JsonObject
            {
                ["id"] = $"{post["uuid"]}",
                ["revision"] = 1,
                ["description"] = null,
                ["image"] = null,
                ["category"] = "three",
                ["fields"] = new JsonArray(new JsonObject { ["name"] = "a" }, new JsonObject { ["name"] = "c", ["value"] = 3 }),
            },
            Selection))["post"]!;

        updated["title"]!.GetValue<string>().ShouldBe(title);
        updated["description"].ShouldBeNull();
        updated["image"].ShouldBeNull();
        updated["featured"]!.GetValue<bool>().ShouldBeTrue();
        updated["language"]!.GetValue<string>().ShouldBe("en");
        updated["category"]!["name"]!.GetValue<string>().ShouldBe("three");
        updated["categories"].Texts("name").ShouldBe(["three", "two"]);
        updated["tags"].Texts("name").ShouldBe(["kept"]);
        updated["fields"]!.ToJsonString().ShouldBe("""[{"name":"b","value":2},{"name":"c","value":3}]""");
        updated["markdown"]!.GetValue<string>().ShouldBe("Text.");
        updated["revision"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Of_a_hundred_writers_of_one_revision_one_wins()
    {
        var graphql = await MutationClient.OfAsync(cms, "write");
        var rest = await WritingClient.OfAsync(cms);
        var post = await rest.CreateAsync(Unique("Contested"));

        var payloads = await Task.WhenAll(Enumerable.Range(0, 100).Select(writer =>
            graphql.MutateAsync("updatePost", new { id = $"{post["id"]}", revision = 1, markdown = $"By writer {writer}." })));

        payloads.Count(payload => payload["errors"] is null).ShouldBe(1);
        payloads.Where(payload => payload["errors"] is not null).ShouldAllBe(payload => payload["errors"]![0]!["code"]!.GetValue<string>() == "stale-revision");
        (await rest.GetAsync($"{AddressOf(post)}/revisions"))["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Each_refusal_has_a_type_and_the_code_that_rest_gives_it()
    {
        var graphql = await MutationClient.OfAsync(cms);
        var rest = await WritingClient.OfAsync(cms);
        var name = $"taken-{Guid.NewGuid():N}";
        var other = await rest.CreateAsync(new { title = "Other", slug = name, path = $"/{name}", language = "en" });
        var post = await rest.CreateAsync(new { title = "One", language = "en" });
        var id = $"{post["id"]}";

        await RefusedAsync("createPost", new { title = "Two", slug = name, language = "en" }, "SlugTakenError", "slug-taken", "{ takenBy }");
        await RefusedAsync("createPost", new { title = "Two", path = $"/{name}" }, "PathTakenError", "path-taken", "{ takenBy }");
        await RefusedAsync("createPost", new { title = "Two", id }, "IdTakenError", "id-taken");
        await RefusedAsync("updatePost", new { id, revision = 7, title = "New" }, "StaleRevisionError", "stale-revision", "{ revision }");
        await RefusedAsync("updatePost", new { id = Guid.CreateVersion7(), force = true, title = "New" }, "PostNotFoundError", "post-not-found");
        await RefusedAsync("updatePost", new { id, force = true, slug = name }, "SlugTakenError", "slug-taken", "{ takenBy }");
        await RefusedAsync("schedulePost", new { id, force = true }, "InvalidPostError", "invalid-post", "{ fields { name messages } }");
        await RefusedAsync("restoreRevision", new { id, force = true, number = 9 }, "RevisionNotFoundError", "revision-not-found");
        await RefusedAsync("restorePost", new { id, force = true }, "InvalidTransitionError", "invalid-transition", "{ status }");
        await RefusedAsync("purgePost", new { id, force = true }, "InvalidTransitionError", "invalid-transition", "{ status }");

        (await rest.GetAsync($"{AddressOf(post)}?version=draft"))["revision"]!.GetValue<int>().ShouldBe(1);
        (await rest.GetAsync($"{AddressOf(other)}?version=draft"))["revision"]!.GetValue<int>().ShouldBe(1);

        async Task RefusedAsync(string mutation, object input, string type, string code, string? more = null)
        {
            var payload = await graphql.MutateAsync(mutation, input, $"{(mutation == "purgePost" ? "id" : "post { id }")} {(more is null ? "" : $"errors {{ ... on {type} {more} }}")}");
            payload["errors"].Texts("__typename").ShouldBe([type]);
            payload["errors"].Texts("code").ShouldBe([code]);
            payload["errors"]!.AsArray()[0]!.AsObject().Count.ShouldBe(more is null ? 3 : 4);
        }
    }

    [Theory]
    [InlineData("""title: "a\u0000b" """, "title")]
    [InlineData("""title: "" """, "title")]
    [InlineData("""title: "a", slug: "../../etc" """, "slug")]
    [InlineData("""title: "a", path: "no-slash" """, "path")]
    [InlineData("""title: "a", path: null """, "path")]
    [InlineData("""title: "a", canonicalUrl: "javascript:alert(1)" """, "canonicalUrl")]
    [InlineData("""title: "a", links: [{ name: "x", url: "javascript:alert(1)" }] """, "links")]
    [InlineData("""title: "a", tags: ["a", ""] """, "tags")]
    public async Task A_post_that_cannot_be_is_refused_by_its_fields(string input, string field)
    {
        var graphql = await MutationClient.OfAsync(cms, "write");

        var answer = await graphql.AskAsync($$"""mutation { createPost(input: { {{input}} }) { post { id } errors { ... on InvalidPostError { code fields { name messages } } } } }""");

        var error = answer["data"]!["createPost"]!["errors"]![0]!;
        error["code"]!.GetValue<string>().ShouldBe("invalid-post");
        error["fields"].Texts("name").ShouldBe([field]);
    }

    [Theory]
    [InlineData("""publishPost(input: { id: "%" }) { post { id } }""", "precondition-required")]
    [InlineData("""publishPost(input: { id: "%", force: false }) { post { id } }""", "precondition-required")]
    [InlineData("""publishPost(input: { id: "%", revision: 1, force: true }) { post { id } }""", "invalid-parameter")]
    [InlineData("""publishPost(input: { id: "nothing", revision: 1 }) { post { id } }""", "invalid-parameter")]
    [InlineData("""publishPost(input: { id: "%", revision: "1" }) { post { id } }""", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""updatePost(input: { id: "%", revision: 1, body: "x" }) { post { id } }""", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""updatePost(input: { id: "%", revision: 1, fields: [{ name: "a", value: "\ud800" }] }) { post { id } }""", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""updatePost(input: { id: "%", revision: 1, publishedAt: "99999-01-01" }) { post { id } }""", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""updatePost(input: { id: "%", revision: 1, publishedAt: "0001-01-01T00:00:00Z" }) { post { id } }""", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""schedulePost(input: { id: "%", revision: 1, publishAt: "9999-12-31T00:00:00Z" }) { post { id } }""", "GRAPHQL_VALIDATION_FAILED")]
    public async Task An_input_that_cannot_be_read_is_refused_before_anything_is_done(string mutation, string code)
    {
        var rest = await WritingClient.OfAsync(cms);
        var graphql = await MutationClient.OfAsync(cms);
        var post = await rest.CreateAsync(Unique("Unread"));

        using var answer = await graphql.SendAsync($"mutation {{ {mutation.Replace("%", $"{post["id"]}", StringComparison.Ordinal)} }}", accept: "application/graphql-response+json");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonNode.Parse(text)!["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe(code, text);
        (await rest.GetAsync($"{AddressOf(post)}?version=draft"))["revision"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Mutations_of_a_document_are_done_in_order_each_for_itself_and_each_seen_as_it_was_then()
    {
        var graphql = await MutationClient.OfAsync(cms);
        var rest = await WritingClient.OfAsync(cms);
        var tag = Unique("Serial");
        var post = await rest.CreateAsync(new { title = tag, tags = new[] { tag } });

        var data = (await graphql.AskAsync(
            """
            mutation M($id: ID!) {
              a: publishPost(input: { id: $id, revision: 1 }) { post { revision status tags { count } } errors { __typename } }
              b: publishPost(input: { id: $id, revision: 1 }) { post { revision } errors { __typename } }
              c: unpublishPost(input: { id: $id, revision: 2 }) { post { revision status tags { count } } errors { __typename } }
              d: publishPost(input: { id: $id, revision: 3 }) { post { revision status tags { count } } errors { __typename } }
            }
            """,
            new { id = $"{post["id"]}" }))["data"]!;

        data.ToJsonString().ShouldBe(
            """{"a":{"post":{"revision":2,"status":"PUBLISHED","tags":[{"count":1}]},"errors":null},"b":{"post":null,"errors":[{"__typename":"StaleRevisionError"}]},"c":{"post":{"revision":3,"status":"DRAFT","tags":[{"count":0}]},"errors":null},"d":{"post":{"revision":4,"status":"PUBLISHED","tags":[{"count":1}]},"errors":null}}""");
    }

    [Fact]
    public async Task A_document_has_twenty_mutations_at_most_wherever_they_stand()
    {
        var graphql = await MutationClient.OfAsync(cms);
        string Mutations(int from, int count) => string.Join(' ', Enumerable.Range(from, count).Select(index => $$"""m{{index}}: createPost(input: { title: "Many" }) { post { id } }"""));

        var taken = await graphql.AskAsync($"mutation {{ {Mutations(0, 10)} ...F }} fragment F on Mutation {{ {Mutations(10, 10)} }}");
        var refused = await graphql.AskAsync($"mutation {{ {Mutations(0, 10)} ...F ... {{ {Mutations(20, 1)} }} }} fragment F on Mutation {{ {Mutations(10, 10)} }}");

        taken["errors"].ShouldBeNull();
        taken["data"]!.AsObject().Count.ShouldBe(20);
        refused["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("TOO_MANY_MUTATIONS");
        refused["data"].ShouldBeNull();
    }

    [Fact]
    public async Task What_a_mutation_shows_counts_towards_its_cost()
    {
        var graphql = await MutationClient.OfAsync(cms);

        var refused = await graphql.AskAsync("""mutation { createPost(input: { title: "Dear" }) { post { tags { posts(first: 100) { nodes { tags { posts(first: 100) { nodes { html } } } } } } } } }""");

        refused["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("TOO_EXPENSIVE");
    }

    [Fact]
    public async Task A_mutation_cannot_be_sent_by_get()
    {
        var query = Uri.EscapeDataString("""mutation { createPost(input: { title: "By GET" }) { post { id } } }""");

        using var answer = await cms.GetAsync($"/graphql?query={query}", await cms.KeyAsync("admin"));

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        string.Join(", ", answer.Content.Headers.Allow).ShouldBe("POST");
    }

    [Fact]
    public async Task Readers_see_a_published_change_at_once()
    {
        var graphql = await MutationClient.OfAsync(cms);
        var rest = await WritingClient.OfAsync(cms);
        var post = await rest.PublishAsync(new { title = Unique("At once") });
        var query = $$"""{ post(id: "{{post["id"]}}") { title } }""";
        var before = (await cms.QueryAsync(query))["post"]!["title"]!.GetValue<string>();

        await graphql.MutateAsync("updatePost", new { id = $"{post["id"]}", force = true, title = "Other" });
        var between = (await cms.QueryAsync(query))["post"]!["title"]!.GetValue<string>();
        await graphql.MutateAsync("publishPost", new { id = $"{post["id"]}", force = true });
        var after = (await cms.QueryAsync(query))["post"]!["title"]!.GetValue<string>();

        between.ShouldBe(before);
        after.ShouldBe("Other");
    }
}
