using Cms.Content.Import;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Export.Files;

/// <summary>The keys that hold a post back: <c>published: false</c>, and <c>draft: true</c> where the generator knows it.</summary>
internal static class StatusKeys
{
    public static void Change(KeyChanges keys, Generator generator, bool isHeld, bool isToBeHeld)
    {
        var knowsDraft = generator is not (Generator.Jekyll or Generator.Octopress);
        var (draft, published) = (knowsDraft ? keys.Own["draft"] : null, keys.Own["published"]);
        if (isToBeHeld && !isHeld)
        {
            var saysDraft = knowsDraft && (!draft.IsNull() || (published is null && generator != Generator.Hexo));
            keys.Set(saysDraft ? "draft" : "published", FrontMatterScalar.Of(saysDraft));
        }
        else if (isHeld && !isToBeHeld)
        {
            if (draft is not null)
            {
                keys.Set("draft", FrontMatterScalar.Of(false));
            }

            if (published is not null && (published.IsNull() || published.IsFalse()))
            {
                keys.Set("published", FrontMatterScalar.Of(true));
            }
        }
    }
}
