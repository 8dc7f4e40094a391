using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.GraphQL;

public sealed class PostQueryTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string Docker =
        """
        ---
        title: Docker steht bereit
        date: 2014-06-09 10:00:00 +0000
        modified: 2014-06-09 18:00:22 +0000
        lang: de
        category: provision
        tags: [docker, C++]
        keywords: [docker registry]
        author: Peter
        description: Kurz
        image: /docker.png
        featured: true
        layout: post
        contact_email: peter@example.org
        links:
          - hub: http://hub.docker.com/
        ---
        Erster Absatz mit [einem Link](https://example.org/a).

        ## Überschrift

        Zweiter Absatz.
        """;

    [Fact]
    public async Task A_post_reads_the_same_over_rest_and_graphql()
    {
        await cms.ImportAsync(("_posts/2014-06-09-same-post.md", Docker));
        var rest = await cms.GetJsonAsync("/api/v1/posts/same-post?body=none");
        var post = (await cms.QueryAsync(
            """
            { post(slug: "same-post") {
                uuid slug path url title status language category { name } categories { name } tags { slug name } keywords { name }
                authors { slug name url } description image { url } canonicalUrl featured excerpt wordCount readingMinutes
                origin { source file } createdAt modifiedAt publishedAt revision translations { language } fields { name value } field(name: "layout")
                links(place: FRONT_MATTER) { name url place link { host } } all: links { place } } }
            """))["post"]!;

        foreach (var name in (string[])["slug", "path", "url", "title", "language", "description", "canonicalUrl", "featured", "excerpt", "wordCount", "readingMinutes", "createdAt", "modifiedAt", "publishedAt", "revision", "tags", "authors", "origin", "translations", "image"])
        {
            JsonNode.DeepEquals(post[name], rest[name]).ShouldBeTrue($"{name}: {post[name]} and {rest[name]}");
        }

        post["uuid"]!.GetValue<string>().ShouldBe(rest["id"]!.GetValue<string>());
        post["status"]!.GetValue<string>().ShouldBe("PUBLISHED");
        post["category"]!["name"]!.GetValue<string>().ShouldBe("provision");
        post["keywords"].Texts("name").ShouldBe(["docker registry"]);
        post["fields"].Texts("name").ShouldBe(["layout"]);
        post["field"]!.GetValue<string>().ShouldBe("post");
        post["links"]!.ToJsonString().ShouldBe("""[{"name":"hub","url":"http://hub.docker.com/","place":"FRONT_MATTER","link":{"host":"hub.docker.com"}}]""");
        post["all"].Texts("place").ShouldBe(["FRONT_MATTER", "BODY"]);
    }

    [Fact]
    public async Task A_text_comes_in_each_form()
    {
        await cms.ImportAsync(("_posts/2014-06-09-forms.md", Docker));
        var post = (await cms.QueryAsync(
            """{ post(slug: "forms") { html(headingOffset: 1, baseUrl: "https://example.org/") markdown text toc { level id text } html: html(headingOffset: 1, baseUrl: "https://example.org/") plain: excerpt short: excerpt(words: 2) rich: excerpt(format: HTML) raw: excerpt(format: MARKDOWN) } }"""))["post"]!;

        post["html"]!.GetValue<string>().ShouldContain("<h3 id=\"überschrift\"");
        post["markdown"]!.GetValue<string>().ShouldStartWith("Erster Absatz mit [einem Link]");
        post["text"]!.GetValue<string>().ShouldContain("Zweiter Absatz.");
        post["toc"]!.ToJsonString().ShouldContain("\"level\":2");
        post["plain"]!.GetValue<string>().ShouldBe("Erster Absatz mit einem Link.");
        post["short"]!.GetValue<string>().ShouldBe("Erster Absatz…");
        post["rich"]!.GetValue<string>().ShouldStartWith("<p>Erster");
        post["raw"]!.GetValue<string>().ShouldContain("[einem Link]");
    }

    [Fact]
    public async Task A_post_is_found_by_id_uuid_slug_and_path_and_as_a_node()
    {
        await cms.ImportAsync(("_posts/2014-06-10-found.md", Docker));
        var known = (await cms.QueryAsync("""{ post(slug: "Found") { id uuid path tags { id } links { link { id } } } }"""))["post"]!;
        var data = await cms.QueryAsync(
            """
            query A($id: ID!, $uuid: ID!, $path: String!, $tag: ID!, $link: ID!) {
              id: post(id: $id) { slug } uuid: post(id: $uuid) { slug } path: post(path: $path) { slug } none: post(slug: "none-such") { slug }
              node(id: $id) { __typename id ... on Post { slug html } }
              nodes(ids: [$tag, $link, $id]) { __typename id } }
            """,
            new { id = Text(known["id"]), uuid = Text(known["uuid"]), path = Text(known["path"]), tag = Text(known["tags"]![0]!["id"]), link = Text(known["links"]![0]!["link"]!["id"]) });

        Text(data["id"]!["slug"]).ShouldBe("found");
        Text(data["uuid"]!["slug"]).ShouldBe("found");
        Text(data["path"]!["slug"]).ShouldBe("found");
        data["none"].ShouldBeNull();
        Text(data["node"]!["html"]).ShouldContain("<p>");
        data["nodes"].Texts("__typename").ShouldBe(["Tag", "Link", "Post"]);
    }

    [Fact]
    public async Task A_connection_is_walked_in_both_directions()
    {
        await ImportManyAsync("walk", 5);
        const string Query =
            """
            query A($first: Int, $after: String, $last: Int, $before: String) {
              posts(first: $first, after: $after, last: $last, before: $before, where: { tags: { some: { slug: { eq: "walk" } } } }, order: [{ publishedAt: ASC }]) {
                totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { slug } } nodes { slug } } }
            """;
        var first = (await cms.QueryAsync(Query, new { first = 2 }))["posts"]!;
        var second = (await cms.QueryAsync(Query, new { first = 2, after = Text(first["pageInfo"]!["endCursor"]) }))["posts"]!;
        var last = (await cms.QueryAsync(Query, new { last = 2 }))["posts"]!;
        var before = (await cms.QueryAsync(Query, new { last = 2, before = Text(last["pageInfo"]!["startCursor"]) }))["posts"]!;

        first["totalCount"]!.GetValue<int>().ShouldBe(5);
        first["nodes"].Texts("slug").ShouldBe(["walk-1", "walk-2"]);
        Text(first["edges"]![1]!["cursor"]).ShouldBe(Text(first["pageInfo"]!["endCursor"]));
        first["pageInfo"]!["hasNextPage"]!.GetValue<bool>().ShouldBeTrue();
        first["pageInfo"]!["hasPreviousPage"]!.GetValue<bool>().ShouldBeFalse();
        second["nodes"].Texts("slug").ShouldBe(["walk-3", "walk-4"]);
        last["nodes"].Texts("slug").ShouldBe(["walk-4", "walk-5"]);
        before["nodes"].Texts("slug").ShouldBe(["walk-2", "walk-3"]);
    }

    [Fact]
    public async Task Neighbours_backlinks_terms_and_links_lead_to_posts()
    {
        await cms.ImportAsync(
            ("_posts/2001-01-01-edge-a.md", "---\ntitle: A\ntags: [edges]\npermalink: /edge-a\n---\nText\n"),
            ("_posts/2001-01-02-edge-b.md", "---\ntitle: B\ntags: [edges]\n---\n[back](/edge-a) and [out](https://edges.example/)\n"),
            ("_posts/2001-01-03-edge-c.md", "---\ntitle: C\ntags: [edges]\n---\n[out](https://edges.example/)\n"));
        var data = await cms.QueryAsync(
            """
            { post(path: "/edge-a") { next { title next { title previous { title } } } backlinks { title } }
              tag(slug: "edges") { count posts(order: [{ title: DESC }]) { totalCount nodes { title } } }
              tags(first: 100, order: [{ count: DESC }]) { totalCount nodes { name } }
              links(where: { host: { eq: "Edges.Example" } }) { totalCount nodes { url count posts { totalCount nodes { title } } } }
              categories { name } authors { name } keywords { name } languages { code } archive { year month count } viewer { name } }
            """);

        Text(data["post"]!["next"]!["next"]!["previous"]!["title"]).ShouldBe("B");
        data["post"]!["backlinks"].Texts("title").ShouldBe(["B"]);
        data["tag"]!["posts"]!["nodes"].Texts("title").ShouldBe(["C", "B", "A"]);
        data["tag"]!["posts"]!["totalCount"]!.GetValue<int>().ShouldBe(3);
        data["links"]!["nodes"]![0]!.ToJsonString().ShouldBe("""{"url":"https://edges.example/","count":2,"posts":{"totalCount":2,"nodes":[{"title":"C"},{"title":"B"}]}}""");
        data["archive"]!.AsArray().Any(month => month!["year"]!.GetValue<int>() == 2001 && month["count"]!.GetValue<int>() == 3).ShouldBeTrue();
        data["viewer"].ShouldBeNull();
    }

    [Theory]
    [InlineData("{ posts(first: 3, last: 3) { nodes { id } } }", "invalid-parameter")]
    [InlineData("{ posts(first: 0) { nodes { id } } }", "invalid-parameter")]
    [InlineData("{ posts(first: 101) { nodes { id } } }", "invalid-parameter")]
    [InlineData("""{ posts(after: "x") { nodes { id } } }""", "invalid-cursor")]
    [InlineData("{ posts(order: []) { nodes { id } } }", "invalid-parameter")]
    [InlineData("{ posts(order: [{ title: ASC }, { publishedAt: ASC }]) { nodes { id } } }", "invalid-parameter")]
    [InlineData("{ posts(order: [{ title: ASC, publishedAt: ASC }]) { nodes { id } } }", "invalid-parameter")]
    [InlineData("{ posts(version: DRAFT) { nodes { id } } }", "key-required")]
    [InlineData("""{ post(slug: "a", version: DRAFT) { id } }""", "key-required")]
    [InlineData("{ posts(where: { status: { eq: DRAFT } }) { nodes { id } } }", "invalid-parameter")]
    [InlineData("{ post { id } }", "invalid-parameter")]
    [InlineData("""{ post(slug: "a", path: "/a") { id } }""", "invalid-parameter")]
    [InlineData("""{ post(path: "/a", language: "de") { id } }""", "invalid-parameter")]
    [InlineData("""{ node(id: "???") { id } }""", "invalid-parameter")]
    [InlineData("""{ posts(where: { publishedAt: { gte: "2014-01-01" } }) { nodes { id } } }""", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""{ posts(where: { tags: { some: { slug: { eq: "a", neq: null } } } }) { nodes { id } } }""", "invalid-parameter")]
    [InlineData("{ tags(order: [{ name: DESC }]) { nodes { id } } }", "invalid-parameter")]
    public async Task What_cannot_be_taken_is_refused_with_a_code(string query, string code) => (await cms.RefusalAsync(query)).ShouldBe(code);

    [Fact]
    public async Task The_number_of_statements_does_not_grow_with_the_rows()
    {
        await ImportManyAsync("few", 5);
        await ImportManyAsync("many", 50);
        await using var node = await cms.StartAsync("--Cms:Cache:Bytes=0");
        using var client = node.Server.CreateClient();
        using var statements = new StatementCount(cms.ConnectionString);
        const string Query =
            """
            query A($tag: String!) { posts(first: 50, where: { tags: { some: { slug: { eq: $tag } } } }) { nodes {
              title html tags { name count description } links { name link { count posts(first: 2) { nodes { slug } } } }
              previous { title } next { title } backlinks { title } translations { post { title } } category { posts(first: 2) { totalCount nodes { id } } } } } }
            """;
        await client.QueryAsync(Query, new { tag = "few" });
        await client.QueryAsync(Query, new { tag = "many" });

        // Sources that other tests have imported are read once.
        await client.QueryAsync("{ posts(first: 50) { nodes { html } } }");

        var few = await statements.OfAsync(() => client.QueryAsync(Query, new { tag = "few" }));
        var many = await statements.OfAsync(() => client.QueryAsync(Query, new { tag = "many" }));
        var page = await statements.OfAsync(() => client.QueryAsync("{ posts(first: 50) { nodes { title path tags { slug name } authors { name } excerpt } pageInfo { endCursor } } }"));
        var bodies = await statements.OfAsync(() => client.QueryAsync("{ posts(first: 50) { edges { node { ...A } } } } fragment A on Post { html text toc { id } }"));

        many.ShouldBe(few);
        few.ShouldBeInRange(5, 15);
        page.ShouldBe(1);
        bodies.ShouldBe(1);
    }

    private async Task ImportManyAsync(string tag, int count)
    {
        var posts = Enumerable.Range(1, count).Select(number =>
        {
            var text = new StringBuilder("---\n").Append(CultureInfo.InvariantCulture, $"title: Post {number}\ndate: 2010-01-01 00:00:00 +0000\ntags: [{tag}, {tag}-{number % 7}]\ncategory: c{number % 5}\nlinks:\n  - a: https://{tag}.example/{number}\n---\n")
                .Append(CultureInfo.InvariantCulture, $"Text {number} with [a link](https://{tag}.example/).\n");
            text.Replace("2010-01-01 00:00:00", string.Create(CultureInfo.InvariantCulture, $"2010-01-01 00:{number:00}:00"));
            return (string.Create(CultureInfo.InvariantCulture, $"_posts/2010-01-01-{tag}-{number}.md"), text.ToString());
        });
        (await cms.ImportAsync([.. posts])).ShouldNotBeNull();
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
