using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Export.Files;

/// <summary>Authors as front matter names them: a text where the name says all, else a map.</summary>
internal static class AuthorValues
{
    /// <param name="written">What the key holds now, which was read as <paramref name="found"/>.</param>
    /// <param name="isWrittenOut">Whether to write maps, because a name alone was taken for somebody else.</param>
    public static FrontMatterValue? Of(IReadOnlyList<PostAuthor> authors, FrontMatterValue? written, IReadOnlyList<PostAuthor> found, bool isWrittenOut)
    {
        IReadOnlyList<FrontMatterValue> known = written is FrontMatterList list ? list.Items : written is null ? [] : [written];
        if (known.Count != found.Count)
        {
            known = [];
        }

        List<FrontMatterValue> items = [.. authors.Select(author => Known(author) ?? Item(author, isWrittenOut))];
        return items switch
        {
            [] => null,
            [var only] when written is not FrontMatterList => only,
            _ => new FrontMatterList(items),
        };

        FrontMatterValue? Known(PostAuthor author)
        {
            var at = known.Count == 0 ? -1 : found.ToList().IndexOf(author);
            return at < 0 ? null : known[at];
        }
    }

    private static FrontMatterValue Item(PostAuthor author, bool isWrittenOut)
    {
        if (author is { Url: null, Email: null } && !isWrittenOut)
        {
            return FrontMatterScalar.Of(author.Name);
        }

        (string Key, string? Text)[] parts = [("name", author.Name), ("url", author.Url), ("email", author.Email)];
        return new FrontMatterMap([.. parts.Where(part => part.Text is not null).Select(part => KeyValuePair.Create<string, FrontMatterValue>(part.Key, FrontMatterScalar.Of(part.Text!)))]);
    }
}
