using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;
using Cms.Tests.Search;

namespace Cms.Tests.Delivery;

public sealed class RelatedTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_rare_tag_counts_for_more_than_common_ones()
    {
        await cms.ImportAsync(
            Post("rare", "rare-a", "tags: [rare-few, rare-many, rare-most]"),
            Post("rare", "rare-by-few", "tags: [rare-few]"),
            Post("rare", "rare-by-many", "tags: [rare-many]"),
            Post("rare", "rare-by-both", "tags: [rare-few, rare-many]"),
            Post("rare", "rare-x", "tags: [rare-many, rare-most]"),
            Post("rare", "rare-y", "tags: [rare-many, rare-most]"),
            Post("rare", "rare-z", "tags: [rare-most]"));

        var items = await RelatedAsync("rare-a", 20);

        var slugs = SlugsOf(items);
        slugs[0].ShouldBe("rare-by-both");
        slugs[1..3].ShouldBe(["rare-x", "rare-y"], ignoreOrder: true);
        slugs[3..6].ShouldBe(["rare-by-few", "rare-z", "rare-by-many"]);
        var scores = ScoresOf(items);
        scores.ShouldBe(scores.OrderDescending());
        scores.ShouldAllBe(score => score > 0);
    }

    [Fact]
    public async Task A_shared_link_counts_like_a_tag_and_a_keyword_or_category_for_half_of_it()
    {
        await cms.ImportAsync(
            Post("kinds", "kind-a", "tags: [kind]", "keywords: [kind word]", "category: kind-of", "links:\n  - a: https://kinds.example/a"),
            Post("kinds", "kind-by-tag", "tags: [kind]"),
            Post("kinds", "kind-by-keyword", "keywords: [kind word]"),
            Post("kinds", "kind-by-category", "category: kind-of"),
            Post("kinds", "kind-by-link", "links:\n  - other name: https://kinds.example/a"));

        var items = await RelatedAsync("kind-a", 20);

        SlugsOf(items)[..2].ShouldBe(["kind-by-tag", "kind-by-link"], ignoreOrder: true);
        SlugsOf(items)[2..4].ShouldBe(["kind-by-keyword", "kind-by-category"], ignoreOrder: true);
        var scores = ScoresOf(items);
        scores[0].ShouldBe(scores[1]);
        scores[2].ShouldBe(scores[0] / 2, 0.002);
    }

    [Fact]
    public async Task Of_equal_posts_the_newer_comes_first()
    {
        await cms.ImportAsync(
            ("_posts/2020-01-01-tie-old.md", "---\ntitle: One\ntags: [tied]\n---\nText.\n"),
            ("_posts/2022-01-01-tie-new.md", "---\ntitle: Two\ntags: [tied]\n---\nText.\n"),
            ("_posts/2021-01-01-tie-middle.md", "---\ntitle: Three\ntags: [tied]\n---\nText.\n"),
            ("_posts/2019-01-01-tie.md", "---\ntitle: Four\ntags: [tied]\n---\nText.\n"));

        SlugsOf(await RelatedAsync("tie", 3)).ShouldBe(["tie-new", "tie-middle", "tie-old"]);
        SlugsOf(await RelatedAsync("tie", 1)).ShouldBe(["tie-new"]);
    }

    [Fact]
    public async Task Neither_the_post_nor_its_translations_nor_other_languages_are_related()
    {
        await cms.ImportAsync(
            Post("tongues", "tongue-de", "lang: de", "translation_key: tongue", "tags: [tongues]"),
            Post("tongues", "tongue-en", "lang: en", "translation_key: tongue", "tags: [tongues]"),
            Post("tongues", "tongue-german", "lang: de", "tags: [tongues]"),
            Post("tongues", "tongue-english", "lang: en", "tags: [tongues]"));

        SlugsOf(await RelatedAsync("tongue-de", 20)).Where(slug => slug.StartsWith("tongue", StringComparison.Ordinal)).ShouldBe(["tongue-german"]);
        SlugsOf(await RelatedAsync("tongue-en", 20)).Where(slug => slug.StartsWith("tongue", StringComparison.Ordinal)).ShouldBe(["tongue-english"]);
    }

    [Fact]
    public async Task Neither_drafts_nor_shared_authors_relate()
    {
        await cms.ImportAsync(
            Post("Een", "hidden-a", "lang: nl", "tags: [hidden]", "author: Hidden Author"),
            Post("Twee", "hidden-draft", "lang: nl", "tags: [hidden]", "published: false"),
            Post("Drie", "hidden-colleague", "lang: nl", "author: Hidden Author"));

        SlugsOf(await RelatedAsync("hidden-a", 20)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_is_shared_rare_words_of_the_title_find_posts()
    {
        await cms.ImportAndIndexAsync(
            SearchClient.Post("words-a", "Zylinderkopf und andere Sorgen", "Nichts weiter.", "lang: de"),
            SearchClient.Post("words-b", "Vom Motor", "Mein Zylinderkopf ist undicht.", "lang: de"),
            SearchClient.Post("words-c", "Der Zylinderkopf", "In English.", "lang: en"),
            SearchClient.Post("words-d", "Ganz fremd", "Davon kein Wort.", "lang: de"));

        var items = await RelatedAsync("words-a", 1);

        SlugsOf(items).ShouldBe(["words-b"]);
        ScoresOf(items)[0].ShouldBeInRange(0.001, 0.05);
    }

    [Fact]
    public async Task What_is_shared_stands_before_what_words_find()
    {
        await cms.ImportAndIndexAsync(
            SearchClient.Post("before-a", "Quecksilber messen", "Text.", "lang: de", "tags: [before-a]"),
            SearchClient.Post("before-b", "Von Quecksilber", "Quecksilber messen.", "lang: de"),
            SearchClient.Post("before-c", "Etwas", "Text.", "lang: de", "tags: [before-a]"));

        SlugsOf(await RelatedAsync("before-a", 2)).ShouldBe(["before-c", "before-b"]);
    }

    [Fact]
    public async Task Rest_and_graphql_relate_the_same_posts_in_the_same_order()
    {
        await cms.ImportAsync([.. Enumerable.Range(0, 12).Select(number => Post("peer", Name("peer", number), $"tags: [peers, peers-{number % 3}]", $"keywords: [peer-{number % 4}]"))]);

        var rest = SlugsOf(await RelatedAsync("peer-5", 4));
        var graphql = (await cms.QueryAsync("""{ post(slug: "peer-5") { related(first: 4) { slug } default: related { slug } } }"""))["post"]!;

        rest.Length.ShouldBe(4);
        graphql["related"].Texts("slug").ShouldBe(rest);
        graphql["default"].Texts("slug")[..4].ShouldBe(rest);
        graphql["default"]!.AsArray().Count.ShouldBe(5);
    }

    [Fact]
    public async Task The_answer_is_kept_until_something_changes_and_names_all_posts_that_it_shows()
    {
        await cms.ImportAsync(Post("kept", "kept-a", "lang: sv", "tags: [kept]"), Post("kept", "kept-b", "lang: sv", "tags: [kept]"));
        using var first = await cms.GetAsync("/api/v1/posts/kept-a/related");
        using var again = await cms.GetAsync("/api/v1/posts/kept-a/related", $"If-None-Match: {first.Headers.ETag}");
        await cms.ImportAsync(Post("kept", "kept-c", "lang: sv", "tags: [kept]"));
        using var changed = await cms.GetAsync("/api/v1/posts/kept-a/related", $"If-None-Match: {first.Headers.ETag}");

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        var keys = first.Headers.GetValues("Surrogate-Key").Single().Split(' ');
        keys.ShouldContain("posts", StringComparer.Ordinal);
        keys.ShouldContain($"post:{await IdOfAsync("kept-a")}", StringComparer.Ordinal);
        keys.ShouldContain($"post:{await IdOfAsync("kept-b")}", StringComparer.Ordinal);
    }

    [Fact]
    public async Task Twenty_posts_with_three_related_ones_each_are_two_statements()
    {
        await cms.ImportAsync([.. Enumerable.Range(0, 40).Select(number => Post("count", Name("count", number), $"tags: [counts, counts-{number % 5}]", $"links:\n  - a: https://counts.example/{number % 7}"))]);
        await using var node = await cms.StartAsync("--Cms:Cache:Bytes=0");
        using var client = node.Server.CreateClient();
        using var statements = new StatementCount(cms.ConnectionString);
        const string Query = """{ posts(first: 20, where: { tags: { some: { slug: { eq: "counts" } } } }) { nodes { title related(first: 3) { title path tags { name } } } } }""";
        var posts = (await client.QueryAsync(Query))["posts"]!["nodes"]!.AsArray();
        await client.GetStringAsync("/api/v1/posts/count-3/related", TestContext.Current.CancellationToken);

        posts.Count.ShouldBe(20);
        posts.ShouldAllBe(post => post!["related"]!.AsArray().Count == 3);
        (await statements.OfAsync(() => client.QueryAsync(Query))).ShouldBe(2);
        (await statements.OfAsync(() => client.GetStringAsync("/api/v1/posts/count-3/related", TestContext.Current.CancellationToken))).ShouldBe(2);
    }

    [Theory]
    [InlineData("/api/v1/posts/none-such/related", 404)]
    [InlineData("/api/v1/posts/none-such/related?limit=0", 400)]
    [InlineData("/api/v1/posts/none-such/related?limit=21", 400)]
    [InlineData("/api/v1/posts/none-such/related?tag=a", 400)]
    public async Task What_cannot_be_answered_says_so(string address, int status)
    {
        using var answer = await cms.GetAsync(address);
        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("{ posts { nodes { related(first: 0) { id } } } }", "invalid-parameter")]
    [InlineData("{ posts { nodes { related(first: 21) { id } } } }", "invalid-parameter")]
    [InlineData("{ posts(first: 100) { nodes { related(first: 20) { related(first: 20) { id } } } } }", "TOO_EXPENSIVE")]
    public async Task Too_many_related_posts_are_refused(string query, string code)
    {
        await cms.ImportAsync(Post("refused", "refused", "tags: [refused]"));
        (await cms.RefusalAsync(query)).ShouldBe(code);
    }

    [Fact]
    public async Task Another_spelling_leads_to_the_posts_own()
    {
        await cms.ImportAsync(Post("spelt", "spelt-out", "tags: [spelt]"));
        using var answer = await cms.GetAsync("/api/v1/posts/Spelt-Out/related?limit=3");

        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Headers.Location!.ToString().ShouldBe("/api/v1/posts/spelt-out/related?limit=3");
    }

    private static (string File, string Text) Post(string title, string name, params string[] frontMatter) =>
        ($"_posts/2021-05-01-{name}.md", $"---\ntitle: {title}\ndate: 2021-05-01 00:00:00 +0000\n{string.Concat(frontMatter.Select(line => line + "\n"))}---\nText.\n");

    private static string Name(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number}");

    private async Task<JsonArray> RelatedAsync(string slug, int limit) =>
        (await cms.GetJsonAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/posts/{slug}/related?limit={limit}")))["items"]!.AsArray();

    private async Task<string> IdOfAsync(string slug) => (await cms.GetJsonAsync($"/api/v1/posts/{slug}"))["id"]!.GetValue<string>();

    private static string[] SlugsOf(JsonArray items) => [.. items.Select(item => item!["post"]!["slug"]!.GetValue<string>())];

    private static double[] ScoresOf(JsonArray items) => [.. items.Select(item => item!["score"]!.GetValue<double>())];
}
