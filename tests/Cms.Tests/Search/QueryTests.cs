using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using CsCheck;
using static Cms.Tests.Search.SearchClient;

namespace Cms.Tests.Search;

/// <summary>What a reader may type, and what is answered.</summary>
public sealed class QueryTests(QueryTests.Store store) : IClassFixture<QueryTests.Store>
{
    private static readonly string[] Pieces =
    [
        "\"", "-", "or", " ", "'", "\\", ":*", "&", "|", "!", "<->", "(", "zeppelin", "größe", "検索", "索", "c++", "#", "e-mail", "\u0301", "ﷺ", "😀", "\ud83d", "ß", "İ", "a", "ﬁ", "%", "_",
    ];

    private CmsFixture Cms => store.Cms;

    [Theory]
    [InlineData("registry mirror", "both")]
    [InlineData("\"registry mirror\"")]
    [InlineData("\"mirror registry\"", "both")]
    [InlineData("\"mirror registry", "both")]
    [InlineData("„mirror registry“", "both")]
    [InlineData("registry or kernel", "both", "kernel", "registry")]
    [InlineData("registry OR kernel -mirror", "kernel", "registry")]
    [InlineData("registry -\"mirror registry\"", "registry")]
    [InlineData("registry -mirror", "registry")]
    [InlineData("kern", "kernel")]
    [InlineData("\"kern\"")]
    [InlineData("kern quickly")]
    [InlineData("c++", "cpp")]
    [InlineData("c#", "csharp")]
    [InlineData("node.js", "node")]
    [InlineData("e-mail", "email", "e-mail")]
    [InlineData("email", "email", "e-mail")]
    [InlineData("or kernel or", "kernel")]
    public async Task Words_quotes_or_and_minus_mean_what_they_do_on_the_web(string text, params string[] expected) =>
        (await Cms.FindAsync(text)).Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), text);

    [Fact]
    public async Task Title_comes_before_tags_before_headings_before_text_and_then_the_newest() =>
        (await Cms.FindAsync("zeppelin")).ShouldBe(["in-title", "in-tags", "in-heading", "in-text-new", "in-text-old"]);

    [Theory]
    [InlineData("dcoker", "docker")]
    [InlineData("doker", "docker")]
    [InlineData("dockerr", "docker")]
    [InlineData("dicker", "docker")]
    [InlineData("dcoker konfigurtion", "docker konfiguration")]
    [InlineData("docker", null)]
    [InlineData("zzzzzz", null)]

    // A word of nearly every sentence, or one like it; a word that is there; another form of one; what only a shorter word is left of.
    [InlineData("der", null)]
    [InlineData("wirdd", null)]
    [InlineData("thes", null)]
    [InlineData("keeps", null)]
    [InlineData("mirrors", null)]
    [InlineData("Manness", "mannes")]
    [InlineData("kernelly", null)]
    public async Task A_slip_is_told_what_was_meant(string text, string? suggestion) =>
        ((string?)(await Cms.SearchAsync(text))["suggestion"]).ShouldBe(suggestion, text);

    [Fact]
    public async Task A_snippet_is_safe_to_insert()
    {
        var answer = await Cms.SearchAsync("hostile");

        var snippets = answer["items"]!.AsArray().Single()!["snippets"]!.AsArray().ToDictionary(snippet => snippet!["field"]!.GetValue<string>(), snippet => snippet!["html"]!.GetValue<string>(), StringComparer.Ordinal);
        snippets["title"].ShouldBe("<mark>Hostile</mark> &lt;b&gt; &amp; &quot;quotes&quot;");
        snippets["text"].ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>hostile</mark>");
        snippets["text"].Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal).ShouldNotContain('<');
    }

    [Fact]
    public async Task Facets_count_all_hits_whatever_the_page()
    {
        var answer = await Cms.SearchAsync("zeppelin", "&limit=1");

        answer["total"]!.ToJsonString().ShouldBe("""{"value":5,"capped":false}""");
        var facets = answer["facets"]!;
        facets["years"]!.ToJsonString().ShouldBe("""[{"year":2024,"count":4},{"year":2020,"count":1}]""");
        facets["languages"]!.ToJsonString().ShouldBe("""[{"code":"en","count":4},{"code":"de","count":1}]""");
        facets["tags"]!.AsArray().Select(tag => (tag!["slug"]!.GetValue<string>(), tag["count"]!.GetValue<int>())).ShouldBe([("aviation", 3), ("zeppelin", 1)]);
        facets["categories"]!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("travel");
    }

    [Theory]
    [InlineData("tag=aviation", "in-heading", "in-text-new", "in-title")]
    [InlineData("notTag=aviation", "in-tags", "in-text-old")]
    [InlineData("anyTag=zeppelin&anyTag=aviation", "in-heading", "in-tags", "in-text-new", "in-title")]
    [InlineData("category=travel", "in-tags")]
    [InlineData("author=ada", "in-text-old")]
    [InlineData("keyword=slow", "in-text-old")]
    [InlineData("language=de", "in-text-old")]
    [InlineData("year=2020", "in-text-old")]
    [InlineData("year=2020&month=2", "in-text-old")]
    [InlineData("year=2020&month=3")]
    [InlineData("publishedAfter=2021-01-01", "in-heading", "in-tags", "in-text-new", "in-title")]
    [InlineData("publishedBefore=2021-01-01", "in-text-old")]
    [InlineData("modifiedAfter=2024-06-01", "in-text-new")]
    [InlineData("featured=true", "in-title")]
    [InlineData("field.vessel=airship", "in-title")]
    [InlineData("hasField=vessel", "in-title")]
    [InlineData("linkHost=club.example.org", "in-tags")]
    public async Task Each_filter_of_posts_narrows_a_search_and_a_search_the_list(string filter, params string[] expected)
    {
        (await Cms.FindAsync("zeppelin", $"&{filter}")).Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), filter);
        foreach (var sort in (string[])["", "&sort=relevance", "&sort=title"])
        {
            var list = await Cms.GetJsonAsync($"/api/v1/posts?q=zeppelin&total=true&{filter}{sort}");
            list["items"]!.AsArray().Select(post => post!["slug"]!.GetValue<string>()).Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), filter + sort);
            list["page"]!["total"]!.GetValue<int>().ShouldBe(expected.Length);
        }
    }

    [Theory]
    [InlineData("/api/v1/search?q=zeppelin&limit=2", "post")]
    [InlineData("/api/v1/posts?q=zeppelin&limit=2", null)]
    [InlineData("/api/v1/posts?q=zeppelin&limit=2&sort=-title", null)]
    public async Task A_walk_sees_each_post_once_and_comes_back_the_same_way(string address, string? inner)
    {
        List<string[]> pages = [];
        var forward = await Cms.GetJsonAsync(address);
        for (; ; forward = await Cms.GetJsonAsync($"{address}&after={forward["page"]!["next"]}"))
        {
            pages.Add(SlugsIn(forward, inner));
            if (forward["page"]!["next"] is null)
            {
                break;
            }
        }

        pages.Count.ShouldBe(3);
        pages.SelectMany(page => page).Distinct(StringComparer.Ordinal).Count().ShouldBe(5);
        var back = await Cms.GetJsonAsync($"{address}&before={forward["page"]!["previous"]}");
        SlugsIn(back, inner).ShouldBe(pages[1]);
        back = await Cms.GetJsonAsync($"{address}&before={back["page"]!["previous"]}");
        SlugsIn(back, inner).ShouldBe(pages[0]);
        back["page"]!["previous"].ShouldBeNull();
    }

    [Fact]
    public async Task A_cursor_is_of_one_search()
    {
        var next = (await Cms.SearchAsync("zeppelin", "&limit=2"))["page"]!["next"]!.GetValue<string>();

        foreach (var other in (string[])[$"q=registry&after={next}", $"q=zeppelin&tag=aviation&after={next}", $"q=zeppelin&language=en&after={next}", $"q=zeppelin&after={next[..^2]}", "q=zeppelin&after=abc"])
        {
            using var refused = await Cms.GetAsync($"/api/v1/search?{other}");
            ((int)refused.StatusCode).ShouldBe(400, other);
            (await CmsFixture.CodeOfAsync(refused)).ShouldBe("invalid-cursor");
        }
    }

    [Theory]
    [InlineData("q=", "invalid-parameter")]
    [InlineData("q=%20%09", "invalid-parameter")]
    [InlineData("", "invalid-parameter")]
    [InlineData("q=a%00b", "invalid-parameter")]
    [InlineData("q=a&limit=0", "invalid-parameter")]
    [InlineData("q=a&sort=title", "invalid-parameter")]
    public async Task A_question_that_cannot_be_taken_is_refused(string query, string code)
    {
        using var refused = await Cms.GetAsync($"/api/v1/search?{query}");

        ((int)refused.StatusCode).ShouldBe(400);
        (await CmsFixture.CodeOfAsync(refused)).ShouldBe(code);
    }

    [Fact]
    public async Task Relevance_needs_a_text()
    {
        using var refused = await Cms.GetAsync("/api/v1/posts?sort=relevance");

        (await CmsFixture.CodeOfAsync(refused)).ShouldBe("invalid-parameter");
    }

    [Fact]
    public async Task A_text_beyond_the_bounds_is_refused()
    {
        foreach (var text in (string[])[new string('a', 1001), string.Join(' ', Enumerable.Repeat("ab", 60))])
        {
            using var refused = await Cms.GetAsync($"/api/v1/search?q={Uri.EscapeDataString(text)}");
            ((int)refused.StatusCode).ShouldBe(400);
            (await CmsFixture.CodeOfAsync(refused)).ShouldBe("invalid-parameter");
        }
    }

    [Theory]
    [InlineData("-")]
    [InlineData("- - -")]
    [InlineData("\"")]
    [InlineData("\"\" -\"\"")]
    [InlineData("or")]
    [InlineData("-zeppelin")]
    [InlineData("& | ! ( ) <-> :*")]
    [InlineData("\u0001\u0002\u001f")]
    [InlineData("😀")]
    public async Task A_text_without_a_word_to_look_for_finds_nothing(string text)
    {
        var answer = await Cms.SearchAsync(text);

        answer["items"]!.AsArray().ShouldBeEmpty();
        answer["total"]!["value"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task No_text_makes_a_search_fail()
    {
        var piece = Gen.OneOf(
            Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]),
            Gen.String[0, 8]);
        await piece.Array[1, 12].SampleAsync(
            async pieces =>
            {
                var text = string.Concat(pieces).Replace("\0", "", StringComparison.Ordinal);
                using var answer = await Cms.GetAsync($"/api/v1/search?q={Uri.EscapeDataString(text)}");
                ((int)answer.StatusCode).ShouldBeOneOf(200, 400);
            },
            iter: 150,
            threads: 1);
    }

    private static string[] SlugsIn(JsonNode answer, string? inner) =>
        [.. answer["items"]!.AsArray().Select(item => (inner is null ? item : item![inner])!["slug"]!.GetValue<string>())];

    /// <summary>Posts that differ in what they are found by.</summary>
    public sealed class Store(PostgresFixture postgres) : IAsyncLifetime
    {
        internal CmsFixture Cms { get; } = new(postgres);

        public async ValueTask InitializeAsync()
        {
            await Cms.InitializeAsync();
            await Cms.ImportAndIndexAsync(
                Post("both", "One", "A mirror registry answers sooner.", "lang: en"),
                Post("registry", "Two", "A registry keeps images.", "lang: en"),
                Post("kernel", "Three", "The kernel is small.", "lang: en"),
                Post("cpp", "Four", "Written in C++ only.", "lang: en"),
                Post("csharp", "Five", "Written in C# only.", "lang: en"),
                Post("node", "Six", "It runs on node.js here.", "lang: en"),
                Post("email", "Seven", "Send an email there.", "lang: en"),
                Post("e-mail", "Eight", "Send an e-mail there.", "lang: en", "slug: e-mail"),
                Post("docker", "Nine", "Docker and its Konfiguration.", "lang: de"),
                Post("mannes", "Ten", "Das Boot des Mannes wird schwer, und sein Korn auch.", "lang: de"),
                Post("hostile", "Hostile <b> & \\\"quotes\\\"", "Some text `<script>alert(1)</script> & hostile` and more.", "lang: en"),
                Post("in-title", "The zeppelin", "It flies.", "lang: en", "tags: [aviation]", "featured: true", "vessel: airship"),
                Post("in-tags", "Flying", "It flies.", "lang: en", "tags: [zeppelin]", "categories: [travel]", "links:\n  - club: https://club.example.org/"),
                Post("in-heading", "Flying on", "It flies.\n\nOn it goes.\n\n## A zeppelin\n\nIt flies.", "lang: en", "tags: [aviation]"),
                Post("in-text-new", "Flying far", $"It flies.\n\n{Filler}\n\nA zeppelin flies.", "lang: en", "tags: [aviation]", "modified: 2024-06-05"),
                ("_posts/2020-02-01-in-text-old.md", $"---\ntitle: Fliegen\nlang: de\nauthor: Ada\nkeywords: [slow]\n---\nEr fliegt.\n\n{Filler}\n\nEin Zeppelin fliegt.\n"));
        }

        public ValueTask DisposeAsync() => Cms.DisposeAsync();

        // The beginning of a text counts for more than the rest of it.
        private static string Filler => string.Join("\n\n", Enumerable.Range(0, 8).Select(_ => "Nothing is said here that anybody would look for."));
    }
}
