using System.Text.RegularExpressions;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>The people that a site's configuration describes, under the short names that posts call them by.</summary>
internal sealed partial class KnownAuthors
{
    private static readonly string[] NameKeys = ["name", "display_name", "full_name", "title"];
    private static readonly string[] UrlKeys = ["url", "web", "website", "homepage", "uri", "link"];

    private readonly Dictionary<string, PostAuthor> _authors = new(StringComparer.Ordinal);

    /// <summary>For a site that describes nobody.</summary>
    public static KnownAuthors Nobody { get; } = new(settings: null, FrontMatterMap.Empty);

    /// <param name="settings"><c>authors</c> of <c>_config.yml</c>: a map, or a list of maps.</param>
    /// <param name="data">The map of <c>_data/authors.yml</c>.</param>
    public KnownAuthors(FrontMatterValue? settings, FrontMatterMap data)
    {
        Add(data);
        switch (settings)
        {
            case FrontMatterMap map:
                Add(map);
                break;
            case FrontMatterList list:
                foreach (var map in list.Items.OfType<FrontMatterMap>())
                {
                    Add(map);
                }

                break;
        }
    }

    /// <summary>The authors that a value names: a string, a list, a map, or a list of those. Null when a part of it is none of them.</summary>
    public IReadOnlyList<PostAuthor>? Read(FrontMatterValue value)
    {
        switch (value)
        {
            case FrontMatterScalar scalar:
                return scalar.Text() is { } text ? [Named(text)] : [];
            case FrontMatterMap map:
                return Described(map, key: null) is { } author ? [author] : null;
            case FrontMatterList list:
                var each = list.Items.Select(Read).ToList();
                return each.Contains(null) ? null : [.. each.SelectMany(authors => authors!)];
            default:
                return null;
        }
    }

    /// <summary>All of it as text, to see whether it has changed.</summary>
    public override string ToString() => string.Join('\n', _authors.Select(author => $"{author.Key}: {author.Value}"));

    private void Add(FrontMatterMap authors)
    {
        foreach (var (key, value) in authors.Entries)
        {
            if ((value is FrontMatterMap map ? Described(map, key) : value.Text() is { } name ? WithEmail(name) : null) is { } author)
            {
                _authors[key] = author;
            }
        }
    }

    private PostAuthor Named(string text) => _authors.GetValueOrDefault(text) ?? WithEmail(text);

    private static PostAuthor? Described(FrontMatterMap map, string? key) =>
        First(map, NameKeys) is { } name || (name = key) is not null
            ? WithEmail(name) is var author && First(map, ["email", "mail"]) is { } email
                ? author with { Url = First(map, UrlKeys), Email = email }
                : author with { Url = First(map, UrlKeys) }
            : null;

    private static string? First(FrontMatterMap map, string[] keys) => keys.Select(key => map[key].Text()).FirstOrDefault(text => text is not null);

    // An address within the name would be shown to readers; apart from it, it never is.
    private static PostAuthor WithEmail(string text) =>
        (NameAndEmail.Match(text) is { Success: true } named ? named : BareEmail.Match(text)) is { Success: true } match
            ? new(match.Groups["name"].Value, Email: match.Groups["email"].Value)
            : new(text);

    [GeneratedRegex(@"^(?<email>(?<name>[^<>@\s]+)@[^<>@\s]+\.[^<>@\s]+)\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BareEmail { get; }

    [GeneratedRegex(@"^(?<name>.*\S)\s*<(?<email>[^<>@\s]+@[^<>\s]+)>\z", RegexOptions.NonBacktracking)]
    private static partial Regex NameAndEmail { get; }
}
