using System.Text;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>Finds in a front matter what the store refused of the post that it makes.</summary>
internal static class PropertyLines
{
    /// <summary>The line of the value that is too long, else that of the first key that the property comes from; null where the file says nothing of it.</summary>
    public static int? Find(FrontMatterMap frontMatter, ContentError.TooLong refusal)
    {
        var values = KeysOf(refusal.Property).Select(key => frontMatter[key]).Where(value => value.LineOf() is not null).ToList();
        var tooLong = values.SelectMany(TextsOf).FirstOrDefault(text => Encoding.UTF8.GetByteCount(text.Text) > refusal.Maximum);
        return tooLong.LineOf() ?? values.FirstOrDefault().LineOf();
    }

    // By the names that PostLimits gives them. A path is made of all that a permalink's placeholders stand for.
    private static string[] KeysOf(string property) => property switch
    {
        "path" => ["permalink", "url", "path", "slug", "categories", "category"],
        "slug" => ["slug", "title"],
        "language" => FrontMatterKeys.Language,
        "translation key" => FrontMatterKeys.TranslationKey,
        "old path" => ["redirect_from", "aliases"],
        "tag" => ["tags", "tag"],
        "category" => ["categories", "category"],
        "keyword" => ["keywords"],
        "author's name" => FrontMatterKeys.Authors,
        _ => [],
    };

    private static IEnumerable<FrontMatterScalar> TextsOf(FrontMatterValue? value) => value switch
    {
        FrontMatterMap map => map.Entries.SelectMany(entry => TextsOf(entry.Value)),
        FrontMatterList list => list.Items.SelectMany(TextsOf),
        _ => value.Scalars(),
    };
}
