using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>A Markdown file with front matter that comes alone, read as an import reads it.</summary>
public static class MarkdownPost
{
    private static readonly string[] LanguageKeys = ["lang", "language", "locale"];

    // The reader goes by a file's place; a draft needs no date.
    private static readonly SiteFile Place = new("", "_drafts/post.md", "post.md", IsDraft: true);

    /// <exception cref="ContentException"><see cref="ContentError.InvalidPost"/>: the file cannot be read, or has no title.</exception>
    public static PostDraft Read(byte[] bytes, PostRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var file = MarkdownFile.Parse(bytes);
        var read = new JekyllPostReader(JekyllConfiguration.WithoutSite(rules.Zone), Place, file, bytes, now).Read();
        if (read.IsRefused)
        {
            throw Invalid("frontMatter", read.Refusal.Line is { } line ? $"Line {line}: {read.Refusal.Message}" : read.Refusal.Message);
        }

        if (file.FrontMatter["title"].Text() is null)
        {
            throw Invalid("title", "A post needs a title. Write 'title: …' between two lines of '---' at the top of the file.");
        }

        var content = read.Content;
        return PostDraft.Of(content) with
        {
            Slug = file.FrontMatter["slug"].Text(),
            Path = file.FrontMatter["permalink"].Text() is null ? null : content.Path,
            Language = LanguageKeys.Any(key => LanguageDetection.AsTag(file.FrontMatter[key].Text()) is not null) ? content.Language : null,
            WithoutLanguage = false,
            File = new FileProperties(content.TranslationKey, content.ModifiedAt, content.RedirectFrom, content.Original!),
        };
    }

    private static ContentException Invalid(string field, string reason) =>
        new(new ContentError.InvalidPost(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [reason] }));
}
