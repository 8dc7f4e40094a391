using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.GraphQL;

/// <summary>Many changes of posts in one mutation: all or none, as REST's batch does them.</summary>
public sealed class BatchMutationTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string Results = "results { uuid revision status slug path }";

    [Fact]
    public async Task A_batch_does_all_that_it_names_in_order()
    {
        var graphql = await MutationClient.OfAsync(cms);
        var known = await (await OfAsync(cms)).CreateAsync(Unique("Known"));
        var (id, other) = (Guid.CreateVersion7(), $"{known["id"]}");

        var done = await graphql.MutateAsync("batch", Operations(
            new { createPost = new { id, title = Unique("Batched"), tags = new[] { "batch" } } },
            new { publishPost = new { id, revision = 1 } },
            new { updatePost = new { id, revision = 2, description = "More" } },
            new { restoreRevision = new { id, revision = 3, number = 1 } },
            new { unpublishPost = new { id, force = true } },
            new { archivePost = new { id, force = true } },
            new { restorePost = new { id, force = true } },
            new { schedulePost = new { id = other, force = true, publishAt = "2999-01-01T00:00:00Z" } },
            new { trashPost = new { id = other, revision = 2 } }), Results);

        done["errors"].ShouldBeNull();
        done["results"]!.AsArray().Select(result => $"{result!["revision"]} {result["status"]}")
            .ShouldBe(["1 DRAFT", "2 PUBLISHED", "3 PUBLISHED", "4 PUBLISHED", "5 DRAFT", "6 ARCHIVED", "7 DRAFT", "2 SCHEDULED", "3 TRASHED"]);
        done["results"]![0]!["uuid"]!.GetValue<string>().ShouldBe($"{id}");
        var read = await graphql.AskAsync($$"""{ post(id: "{{id}}", version: DRAFT) { revision slug path } }""");
        read["data"]!["post"]!["path"]!.ToJsonString().ShouldBe(done["results"]![6]!["path"]!.ToJsonString());
    }

    [Fact]
    public async Task A_refusal_names_its_operation_and_nothing_is_done()
    {
        var graphql = await MutationClient.OfAsync(cms);
        var rest = await OfAsync(cms);
        var (name, title) = ($"taken-{Guid.NewGuid():N}", Unique("Never made"));
        var post = await rest.CreateAsync(new { title = "Other", slug = name, language = "en" });

        var refused = await graphql.MutateAsync(
            "batch",
            Operations(new { publishPost = new { id = $"{post["id"]}", revision = 1 } }, new { createPost = new { title, slug = name, language = "en" } }),
            $"{Results} errors {{ ... on BatchOperationError {{ index cause {{ __typename code message ... on SlugTakenError {{ takenBy }} }} }} }}");

        refused["results"].ShouldBeNull();
        var error = refused["errors"]!.AsArray().ShouldHaveSingleItem()!;
        $"{error["__typename"]} {error["code"]} {error["index"]}".ShouldBe("BatchOperationError slug-taken 1");
        error["message"]!.GetValue<string>().ShouldBe($"Operation 1: {error["cause"]!["message"]}");
        $"{error["cause"]!["__typename"]} {error["cause"]!["code"]}".ShouldBe("SlugTakenError slug-taken");
        (await graphql.AskAsync($$"""{ node(id: "{{error["cause"]!["takenBy"]}}") { id } post(id: "{{post["id"]}}", version: DRAFT) { status revision } }"""))["data"]!["post"]!
            .ToJsonString().ShouldBe("""{"status":"DRAFT","revision":1}""");
        (await graphql.AskAsync("{ posts(version: DRAFT, first: 100) { nodes { title } } }"))["data"]!["posts"]!["nodes"].Texts("title").ShouldAllBe(made => made != title);
    }

    public static TheoryData<string, string, string> Refusals { get; } = new()
    {
        { """{ "updatePost": { "id": "%", "revision": 7, "title": "N" } }""", "StaleRevisionError", "stale-revision" },
        { """{ "updatePost": { "id": "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51", "force": true, "title": "N" } }""", "PostNotFoundError", "post-not-found" },
        { """{ "updatePost": { "id": "%", "force": true, "title": null } }""", "InvalidPostError", "invalid-post" },
        { """{ "restorePost": { "id": "%", "force": true } }""", "InvalidTransitionError", "invalid-transition" },
        { """{ "restoreRevision": { "id": "%", "force": true, "number": 9 } }""", "RevisionNotFoundError", "revision-not-found" },
        { """{ "createPost": { "id": "%", "title": "N" } }""", "IdTakenError", "id-taken" },
        { """{ "createPost": { "title": "" } }""", "InvalidPostError", "invalid-post" },
        { """{ "schedulePost": { "id": "%", "force": true } }""", "InvalidPostError", "invalid-post" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Each_operation_is_refused_as_its_own_mutation_is(string operation, string type, string code)
    {
        var post = await (await OfAsync(cms)).CreateAsync(Unique("Alone"));
        var one = JsonNode.Parse(operation.Replace("%", $"{post["id"]}", StringComparison.Ordinal))!.AsObject();
        var graphql = await MutationClient.OfAsync(cms);

        var alone = await graphql.MutateAsync(one.Single().Key, one.Single().Value!, "post { id }");
        var batched = await graphql.MutateAsync("batch", new { operations = new[] { one } }, "results { uuid } errors { ... on BatchOperationError { index cause { __typename message code } } }");

        alone["errors"].Texts("__typename").ShouldBe([type]);
        batched["errors"]![0]!["code"]!.GetValue<string>().ShouldBe(code);
        batched["errors"]![0]!["cause"]!.ToJsonString().ShouldBe(alone["errors"]![0]!.ToJsonString());
        batched["errors"]![0]!["index"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory]
    [InlineData("[]", "invalid-parameter")]
    [InlineData("[{ }]", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("[{ publishPost: { id: \"%\", force: true }, archivePost: { id: \"%\", force: true } }]", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("[{ publishPost: null }]", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("[{ publishPost: { id: \"%\" } }]", "precondition-required")]
    [InlineData("[{ purgePost: { id: \"%\", force: true } }]", "GRAPHQL_VALIDATION_FAILED")]
    public async Task What_is_no_batch_is_refused_before_anything_is_done(string operations, string code)
    {
        var post = await (await OfAsync(cms)).CreateAsync(Unique("Unread"));
        using var answer = await (await MutationClient.OfAsync(cms)).SendAsync(
            $"mutation {{ batch(input: {{ operations: {operations.Replace("%", $"{post["id"]}", StringComparison.Ordinal)} }}) {{ results {{ uuid }} }} }}", accept: "application/graphql-response+json");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var errors = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]!.AsArray();
        errors.ShouldContain(error => $"{error!["extensions"]!["code"]}" == code, errors.ToJsonString());
    }

    [Theory]
    [InlineData("""[{ "publishPost": { "id": "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51", "force": true }, "archivePost": { "id": "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51", "force": true } }]""")]
    [InlineData("""[{ "publishPost": null }]""")]
    [InlineData("[{ }]")]
    public async Task An_operation_is_exactly_one_change_in_a_variable_too(string operations)
    {
        var answer = await (await MutationClient.OfAsync(cms)).AskAsync("mutation M($input: BatchInput!) { batch(input: $input) { results { uuid } } }", new { input = new { operations = JsonNode.Parse(operations) } });
        answer["errors"].ShouldNotBeNull();
        answer["data"]?["batch"].ShouldBeNull();
    }

    [Theory]
    [InlineData("""{ "publishPost": { "id": "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51" } }""", "precondition-required", "Operation 1: ")]
    [InlineData("""{ "publishPost": { "id": "nonsense", "force": true } }""", "invalid-parameter", "Operation 1: ")]
    [InlineData("""{ "publishPost": { "id": "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51", "force": "yes" } }""", "GRAPHQL_VALIDATION_FAILED", "operations[1]")]
    public async Task An_operation_that_cannot_be_read_is_named_by_its_place(string operation, string code, string place)
    {
        var answer = await (await MutationClient.OfAsync(cms)).AskAsync(
            "mutation M($input: BatchInput!) { batch(input: $input) { results { uuid } } }", new { input = Operations(new { createPost = new { title = "First" } }, JsonNode.Parse(operation)!) });

        answer["errors"].ShouldHaveSingleItemOf(code);
        answer["errors"]![0]!["message"]!.GetValue<string>().ShouldContain(place, Case.Sensitive);
    }

    [Fact]
    public async Task A_thousand_operations_are_the_most()
    {
        var graphql = await MutationClient.OfAsync(cms, "write");
        var id = Guid.CreateVersion7();
        var prefix = Unique("Thousand");
        object[] Creating(int count) => [.. Enumerable.Range(0, count).Select(number => new { createPost = new { title = $"{prefix} {number}" } })];

        var tooMany = await graphql.AskAsync("mutation M($input: BatchInput!) { batch(input: $input) { results { uuid } } }", new { input = Operations(Creating(1001)) });
        var refused = await graphql.MutateAsync("batch", Operations([.. Creating(999), new { updatePost = new { id, revision = 1 } }]), $"{Results} errors {{ ... on BatchOperationError {{ index }} }}");

        tooMany["errors"].ShouldHaveSingleItemOf("invalid-parameter");
        refused["errors"]![0]!["index"]!.GetValue<int>().ShouldBe(999);
        (await graphql.AskAsync("{ posts(version: DRAFT, first: 100) { nodes { title } } }"))["data"]!["posts"]!["nodes"].Texts("title").ShouldAllBe(title => !title.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static object Operations(params object[] operations) => new { operations };
}
