using System.Globalization;

namespace Cms.Markdown.Tests.Corpus;

public class FidelityTests(ITestOutputHelper output)
{
    // Posts that may differ, each with its cause. Of the corpus there is none.
    private static readonly Dictionary<string, string> KnownDifferences = new(StringComparer.Ordinal);

    [Fact]
    public void Posts_render_as_jekyll_renders_them()
    {
        Assert.SkipUnless(ReferenceCorpus.Exists, ReferenceCorpus.Missing);
        var (posts, lines, equal) = (0, 0, 0);
        var different = new List<string>();

        // TrustHtml on both sides: the reference is not sanitised.
        foreach (var post in ReferenceCorpus.Posts().Where(post => ReferenceCorpus.IsComparable(post)))
        {
            var ours = NormalizedHtml.LinesOf(ReferenceCorpus.Render(post.File, trustHtml: true).Html);
            var same = LineDifference.EqualLines(post.Html, ours);
            posts++;
            lines += Math.Max(post.Html.Count, ours.Count);
            equal += same;
            if (same == post.Html.Count && same == ours.Count)
            {
                continue;
            }

            different.Add(post.File);
            output.WriteLine($"== {post.File}: {same} of {Math.Max(post.Html.Count, ours.Count)}");
            output.WriteLine(LineDifference.Describe(post.Html, ours));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"posts identical: {posts - different.Count} of {posts}; lines equal: {equal} of {lines} ({(double)equal / lines:P2})"));
        different.ShouldBe(KnownDifferences.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Excerpts_are_jekylls()
    {
        Assert.SkipUnless(ReferenceCorpus.Exists, ReferenceCorpus.Missing);

        // Jekyll's separator never matches CRLF, and it keeps NUL: both are wanted differences.
        string[] wanted = ["camera-plugin-release.md", "bom-crlf.md", "nul-and-controls.md"];
        var wrong = ReferenceCorpus.Posts()
            .Where(post => post.Excerpt is not null && !post.File.StartsWith("own/octopress", StringComparison.Ordinal))
            .Where(post => ReferenceCorpus.Excerpt(post.File).Trim() != post.Excerpt!.Trim())
            .Select(post => post.File)
            .ToList();
        wrong.ShouldAllBe(file => wanted.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_post_of_a_redcarpet_blog_keeps_its_dots_and_its_heading()
    {
        Assert.SkipUnless(ReferenceCorpus.Exists, ReferenceCorpus.Missing);

        var html = ReferenceCorpus.RenderAsConfigured("infrabricks-seed/_posts/2014-06-09-Docker-1.0-steht-bereit.md").Html;

        html.ShouldStartWith("<p><img src=\"/assets/images/Docker-logo-011.png\" alt=\"Docker logo\" /></p>");
        html.ShouldContain("<h2 id=\"der-blaue-wal-legt-nun-richtig-los\">Der blaue Wal legt nun richtig los....</h2>\n<p>Peter</p>");
    }
}
