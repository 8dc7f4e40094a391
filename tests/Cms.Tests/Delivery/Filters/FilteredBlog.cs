using System.Globalization;
using System.Text.Json.Nodes;
using Cms.Content.Posts;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;

namespace Cms.Tests.Delivery.Filters;

/// <summary>A post as its answer shows it, for filters that are judged in memory.</summary>
internal sealed record ShownPost(
    string Id, string Title, string Slug, string Path, string? Language, DateTimeOffset PublishedAt, DateTimeOffset ModifiedAt, int WordCount, bool Featured,
    IReadOnlyDictionary<string, ShownTerm[]> Terms, ShownLink[] Links, ShownField[] Fields)
{
    /// <summary>What titles are sorted by, so that its characters compare as bytes.</summary>
    public string TitleKey { get; } = Convert.ToHexString(SlugRules.TitleKey(Title));
}

internal sealed record ShownTerm(string Slug, string Name);

internal sealed record ShownLink(string Url, string? Host, string Name, string Place);

internal sealed record ShownField(string Name, string? Text, double? Number, bool? Boolean, DateTimeOffset? Date);

/// <summary>Posts with equal dates and titles, umlauts, signs of patterns, and much that is missing.</summary>
internal static class FilteredBlog
{
    public static readonly string[] Taxonomies = ["tags", "categories", "keywords", "authors"];

    private const int Posts = 72;

    private static readonly string[] Titles = ["Größe", "Grosse", "grosse Größe", "100 % sicher", "a_b.*", "Émile", "Zebra", "zebra", "Straße nach %"];
    private static readonly string[] Tags = ["Docker", "C#", "C", "Über uns", "100%", "seldom"];

    public static async Task<IReadOnlyList<ShownPost>> PublishAsync(CmsFixture cms)
    {
        await cms.ImportAsAsync("filtered", [.. Enumerable.Range(0, Posts).Select(FileOf)]);
        var answer = await cms.QueryAsync(
            """
            { posts(first: 100) { nodes {
                uuid title slug path language publishedAt modifiedAt wordCount featured
                tags { slug name } categories { slug name } keywords { slug name } authors { slug name }
                links { url host name place } fields { name value } } } }
            """);
        IReadOnlyList<ShownPost> shown = [.. answer["posts"]!["nodes"]!.AsArray().Select(node => Read(node!))];
        shown.Count.ShouldBe(Posts);
        return shown;
    }

    private static (string File, string Text) FileOf(int number)
    {
        List<string> lines = [$"title: \"{Titles[number % Titles.Length]}\""];
        void Add(bool isThere, string line)
        {
            if (isThere)
            {
                lines.Add(line);
            }
        }

        Add(number % 3 != 0, $"lang: {(number % 5 == 0 ? "en" : "de")}");
        Add(number % 4 != 0, $"tags: [{string.Join(", ", Tags.Where((_, at) => at == number % 6 || at == number % 4).Select(tag => $"\"{tag}\""))}]");
        Add(number % 5 != 1, $"categories: [{(number % 2 == 0 ? "Erste Schritte" : "news")}{(number % 7 == 0 ? ", news" : "")}]");
        Add(number % 3 == 1, $"keywords: [\"docker\", \"k{number % 4}\"]");
        Add(number % 4 == 2, $"author: {(number % 8 == 2 ? "Ada B." : "Örn")}");
        Add(number % 6 == 0, "featured: true");
        Add(number % 5 == 2, "modified: 2021-05-01 10:00:00 +0000");
        Add(number % 3 == 2, $"links: [{{ \"Hub {number % 2}\": \"https://Hub.example/{number % 4}\" }}, {{ Own: \"/own/{number % 3}\" }}]");
        Add(number % 2 == 0, "layout: post");
        Add(number % 7 == 3, "layout_of: ~");
        Add(number % 3 == 0, $"order: {(number % 12 == 0 ? "1.5" : number % 9)}");
        Add(number % 4 == 1, $"pinned: {(number % 8 == 1 ? "true" : "false")}");
        Add(number % 5 == 3, $"until: \"{(number % 2 == 0 ? "2024-01-02" : "2024-01-02T03:04:05+01:00")}\"");
        Add(number % 6 == 4, "series: [\"Größe\", 3, true, { a: 1 }]");
        Add(number % 9 == 5, "extra: { deep: 1 }");
        Add(number % 8 == 3, "contact_email: ada@example.org");
        var body = string.Join(' ', Enumerable.Repeat("Wort", number % 9 * 10)) + (number % 4 == 3 ? $"\n\n[im Text {number % 3}](https://other.example/%25?x={number % 5}) und [hier](/own/1)\n" : "\n");
        var month = (number % 12 / 3) + 1;
        return (string.Create(CultureInfo.InvariantCulture, $"_posts/{2018 + (number % 3)}-{month:00}-1{number % 2}-p{number}.md"), $"---\n{string.Join('\n', lines)}\n---\n{body}");
    }

    private static ShownPost Read(JsonNode node) => new(
        node["uuid"]!.GetValue<string>(),
        node["title"]!.GetValue<string>(),
        node["slug"]!.GetValue<string>(),
        node["path"]!.GetValue<string>(),
        node["language"]?.GetValue<string>(),
        TimeOf(node["publishedAt"]!.GetValue<string>()),
        TimeOf(node["modifiedAt"]!.GetValue<string>()),
        node["wordCount"]!.GetValue<int>(),
        node["featured"]!.GetValue<bool>(),
        Taxonomies.ToDictionary(
            name => name, name => node[name]!.AsArray().Select(term => new ShownTerm(term!["slug"]!.GetValue<string>(), term["name"]!.GetValue<string>())).ToArray(), StringComparer.Ordinal),
        [.. node["links"]!.AsArray().Select(link => new ShownLink(
            link!["url"]!.GetValue<string>(), link["host"]?.GetValue<string>(), link["name"]!.GetValue<string>(), link["place"]!.GetValue<string>()))],
        [.. node["fields"]!.AsArray().SelectMany(field => FieldsOf(field!["name"]!.GetValue<string>(), field["value"]))]);

    private static IEnumerable<ShownField> FieldsOf(string name, JsonNode? value) => value switch
    {
        JsonArray { Count: > 0 } list => list.Select(item => FieldOf(name, item)),
        _ => [FieldOf(name, value)],
    };

    private static ShownField FieldOf(string name, JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => new(name, value.GetValue<string>(), null, null, DateOf(value.GetValue<string>())),
        System.Text.Json.JsonValueKind.Number => new(name, value.ToJsonString(), double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture), null, null),
        System.Text.Json.JsonValueKind.True => new(name, "true", null, true, null),
        System.Text.Json.JsonValueKind.False => new(name, "false", null, false, null),
        _ => new(name, null, null, null, null),
    };

    private static DateTimeOffset? DateOf(string text) => text.StartsWith("20", StringComparison.Ordinal) ? TimeOf(text) : null;

    private static DateTimeOffset TimeOf(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
