using System.Text;
using Cms.Content.Import.Jekyll;
using Cms.Content.Import.Trees;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>A Markdown file with front matter that comes alone, read as an import reads it.</summary>
public static class MarkdownPost
{
    // The reader goes by a file's place; a draft needs no date.
    private const string Place = "_drafts/post.md";

    // What an import makes the best of, because its author is not there: whoever sends one file can mend it.
    private static readonly Dictionary<string, (string Field, string Reason)> Refusals = new(StringComparer.Ordinal)
    {
        ["bad-date"] = ("frontMatter", "The date cannot be read. Write it like '2020-01-31 12:00:00 +0100'."),
        ["nul-dropped"] = ("markdown", "The file holds a NUL character, which no text can be stored with. Remove it."),
    };

    /// <exception cref="ContentException"><see cref="ContentError.InvalidPost"/>: the file, or a date in it, cannot be read, or it has no title.</exception>
    public static PostDraft Read(byte[] bytes, PostRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var file = MarkdownFile.Parse(bytes);
        var read = Read(bytes, rules.Zone, now);
        if (read.IsRefused)
        {
            throw Invalid("frontMatter", read.Refusal.Line is { } line ? $"Line {line}: {read.Refusal.Message}" : read.Refusal.Message);
        }

        if (read.Warnings.FirstOrDefault(warning => Refusals.ContainsKey(warning.Code)) is { } wrong)
        {
            var (field, reason) = Refusals[wrong.Code];
            throw Invalid(field, $"Line {wrong.Line}: {reason}");
        }

        if (FrontMatterKeys.UnpublishAt.Any(key => !file.FrontMatter[key].IsNull()))
        {
            throw Invalid("unpublish_at", "A draft has no time at which readers lose it. Leave the key out, and say it when the post is scheduled or published.");
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
            Language = FrontMatterKeys.Language.Any(key => LanguageDetection.AsTag(file.FrontMatter[key].Text()) is not null) ? content.Language : null,
            WithoutLanguage = false,
            File = new FileProperties(content.TranslationKey, content.ModifiedAt, content.RedirectFrom, content.Original!),
        };
    }

    // In a site that says no more than its time zone.
    private static ReadPost Read(byte[] bytes, TimeZoneInfo zone, DateTimeOffset now)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
        {
            [Place] = bytes,
            ["_config.yml"] = Encoding.UTF8.GetBytes($"timezone: \"{zone.Id}\"\n"),
        };
        using var site = new JekyllSite(new SiteInput(new MemoryTree("post", files), Prefix: "", IsWhole: false), Generator.Jekyll);
        return site.Understand(site.Files[0], bytes, now);
    }

    private static ContentException Invalid(string field, string reason) =>
        new(new ContentError.InvalidPost(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [reason] }));
}
