using System.Text;
using System.Text.Json.Nodes;
using Cms.Content.Posts;
using CsCheck;

namespace Cms.Tests.Export;

/// <summary>Posts to try, as a writer may make them: rich in what YAML, Jekyll or Liquid takes for something else.</summary>
internal static class AnyPost
{
    private static readonly string[] Texts =
    [
        "yes", "No", "null", "~", "true", "2014", "012", "1.0", "1e5", "12:30", "2014-06-09", "2014-06-09 20:00:22 +0200", "a: b", "a:", "# x", "a # b", "C#", "c++", ".NET", "- x", "-", "---", "? x", "[x]", "{x}", "x, y",
        "&x", "*x", "!x", "|", ">", "%x", "%41", "@x", "`x`", "it's", "say \"hi\"", "C:\\dir", "🐳", "Ärger: \"groß\" 🐳", "日本語", "e\u0301", "\u00A0a", "{{ x }}", "{% raw %}", "<b>", "title", "url", "name", "+++", "/a/b", "one two", "Docker", "a/b",
    ];

    private static readonly string[] Urls =
    [
        "https://example.org/", "http://a.b/c?d=e&f#g", "/relative", "../up", "#here", "mailto:me", "//host/x", "https://example.org/a: b", "x y",
    ];

    public static Gen<string> Text { get; } = Gen.Frequency(
        (3, OneOf(Texts)),
        (1, Gen.Select(OneOf(Texts), OneOf(Texts), (one, other) => $"{one} {other}")),
        (1, Gen.String.Select(Clean))).Select(text => text.Trim()).Where(text => text.Length > 0);

    private static readonly Gen<string> Name = Text.Where(text => !text.Contains('@', StringComparison.Ordinal));

    private static readonly Gen<string> Lines = Gen.Select(Text, Text, (one, other) => $"{one}\n\n{other}");

    private static readonly Gen<PostLink> Link = Gen.Select(Text, OneOf(Urls), Gen.Bool, (name, url, hasUrl) => new PostLink(name, hasUrl ? url : null));

    private static readonly Gen<PostAuthor> Author = Gen.Select(Name, Gen.Int[0, 3], (name, shape) => shape switch
    {
        0 => new PostAuthor(name, "https://example.org/me"),
        1 => new PostAuthor(name, Email: "me@example.org"),
        _ => new PostAuthor(name),
    });

    private static readonly Gen<DateTimeOffset> Time = Gen.Long[new DateTime(1900, 1, 3, 0, 0, 0, DateTimeKind.Utc).Ticks, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks]
        .Select(Gen.Bool, (ticks, isFine) => new DateTimeOffset(isFine ? ticks : ticks - (ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero));

    private static readonly Gen<string> Path = Gen.Select(OneOf("/", "/2020/", "/größe/", "/a b/", "/100%/", "/a:title/", "/:year/", "/%41/"), OneOf("x.html", "x/", "x", "", "日本", "a'b\"c", "x.y"), (folder, file) => folder + file);

    /// <summary>A JSON value of a field.</summary>
    private static Gen<JsonNode?> Value(int depth) => depth == 0
        ? Gen.OneOf(
            Text.Select(text => (JsonNode?)JsonValue.Create(text)),
            Lines.Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Double[-1e6, 1e6].Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Bool.Select(truth => (JsonNode?)JsonValue.Create(truth)),
            Gen.Const((JsonNode?)null))
        : Gen.OneOf(
            Value(0),
            Value(depth - 1).Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(Text, Value(depth - 1)).Array[0, 3].Select(Object).Select(members => (JsonNode?)members));

    private static readonly Gen<Fields> SomeFields = Gen.Select(Gen.Frequency((1, OneOf("layout", "toc", "my-field", "Ünsinn", "a b", "x.y")), (1, Text.Select(text => $"_{text}"))), Value(2))
        .Array[0, 4].Select(members => Fields.From(Object(members)));

    /// <summary>A published or scheduled post, dated, in a site whose clock is UTC. It has a language, because none is what a text does not tell, and a file cannot say.</summary>
    public static Gen<PostContent> Content { get; } =
        from title in Text
        from path in Path
        from names in Gen.Select(Text.Array[0, 4], Text.Array[0, 3], Text.Array[0, 3])
        from links in Link.Array[0, 3]
        from authors in Author.Array[0, 2]
        from texts in Gen.Select(Maybe(Text), Maybe(Lines), Maybe(OneOf(Urls)), Maybe(Text))
        from image in Gen.Select(Maybe(OneOf(Urls)), SomeFields)
        from language in OneOf("de", "en", "pt-br", "ja")
        from times in Gen.Select(Time, Gen.Bool, Time)
        from redirects in OneOf("/old", "/old/x.html", "/größe/", "/100%", "/a b").Array[0, 2]
        from fields in SomeFields
        from body in Gen.Select(Lines, Gen.Int[0, 4], (text, shape) => shape switch { 0 => "", 1 => $"---\n{text}", 2 => "title: x\n---\n", 3 => "    code\n", _ => text + "\n" })
        select new PostContent
        {
            Title = title,
            Slug = SlugRules.Slug(title) is { Length: > 0 } slug ? slug : "post",
            Path = path,
            Language = language,
            Tags = [.. names.Item1.DistinctBy(SlugRules.TermKey, StringComparer.Ordinal)],
            Categories = [.. names.Item2.Distinct(StringComparer.Ordinal)],
            Keywords = [.. names.Item3.Distinct(StringComparer.Ordinal)],
            Links = links,
            Authors = authors,
            Description = texts.Item1,
            Excerpt = texts.Item2,
            CanonicalUrl = texts.Item3,
            TranslationKey = texts.Item4,
            Image = image.Item1 is null ? null : new(image.Item1, image.Item2),
            Featured = times.Item2,
            PublishedAt = times.Item1,
            PublishedOn = DateOnly.FromDateTime(times.Item1.UtcDateTime),
            ModifiedAt = times.Item2 ? times.Item3 : null,
            RedirectFrom = [.. redirects.Distinct(StringComparer.Ordinal)],
            Fields = fields,
            Markdown = body,
        };

    private static JsonObject Object((string Key, JsonNode? Value)[] members)
    {
        var made = new JsonObject();
        foreach (var (key, value) in members.DistinctBy(member => member.Key, StringComparer.OrdinalIgnoreCase))
        {
            made[key] = value?.DeepClone();
        }

        return made;
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<string?> Maybe(Gen<string> text) => Gen.Frequency((1, Gen.Const((string?)null)), (2, text.Select(some => (string?)some)));

    // One line, and half a character replaced.
    private static string Clean(string text) => string.Concat(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Where(letter => !char.IsControl(letter)));
}
