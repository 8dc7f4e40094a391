using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace Cms.Tests.Leaks;

/// <summary>What a reader must not learn of one post: words that stand nowhere else, a word for each part of it.</summary>
internal sealed class HiddenPost
{
    private readonly string word = $"zq{Guid.NewGuid().ToString("N")[..10]}";

    public HiddenPost(string state) => State = state;

    public string State { get; }

    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>What a request may name it, or a part of it, by.</summary>
    public IReadOnlyDictionary<string, string> Names => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["id"] = Id.ToString(),
        ["node"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"Post:{Id}")),
        ["slug"] = Word("slug"),
        ["path"] = $"/{Word("path")}",
        ["tag"] = Word("tag"),
        ["category"] = Word("category"),
        ["author"] = Word("author"),
        ["keyword"] = Word("keyword"),
        ["linkHost"] = $"{Word("host")}.example",
        ["language"] = $"de-x-{word[2..10]}",
        ["field"] = Word("field"),
        ["text"] = Word("markdown"),
        ["title"] = Word("title"),
    };

    private static IEnumerable<string> Parts =>
        ["title", "slug", "path", "markdown", "tag", "category", "author", "keyword", "host", "url", "link", "field", "value", "description", "excerpt", "image", "canonical"];

    /// <summary>The post as it is written over REST.</summary>
    public JsonObject Content => new()
    {
        ["title"] = Word("title"),
        ["slug"] = Word("slug"),
        ["path"] = Names["path"],
        ["language"] = Names["language"],
        ["markdown"] = $"## {Word("markdown")}\n\nA [{Word("link")}](https://{Names["linkHost"]}/{Word("url")}) in the text.\n",
        ["tags"] = new JsonArray(Word("tag"), "common"),
        ["categories"] = new JsonArray(Word("category")),
        ["keywords"] = new JsonArray(Word("keyword")),
        ["authors"] = new JsonArray(new JsonObject { ["name"] = Word("author") }),
        ["links"] = new JsonArray(new JsonObject { ["name"] = Word("link"), ["url"] = $"https://{Names["linkHost"]}/{Word("url")}" }),
        ["description"] = Word("description"),
        ["excerpt"] = Word("excerpt"),
        ["image"] = new JsonObject { ["url"] = $"/{Word("image")}.png" },
        ["canonicalUrl"] = $"https://example.com/{Word("canonical")}",
        ["fields"] = new JsonObject { [Word("field")] = Word("value") },
    };

    /// <summary>The first of its words that an answer says although the request did not.</summary>
    public string? FindIn(string answer, string request) =>
        Parts.Select(Word).Append(Id.ToString()).FirstOrDefault(canary =>
            answer.Contains(canary, StringComparison.OrdinalIgnoreCase) && !request.Contains(canary, StringComparison.OrdinalIgnoreCase));

    private string Word(string part) => $"{word}{part}";
}
