using System.Text.Json.Nodes;
using Cms.Markdown.FrontMatter;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Tests.Templates;

public class PageLinkTests
{
    private static readonly MarkdownRenderer Renderer = new();

    [Theory]
    [InlineData("", "about.md", "/about.html")]
    [InlineData("date", "/de/about.markdown", "/de/about.html")]
    [InlineData("pretty", "about.md", "/about/")]
    [InlineData("/:title/", "about.html", "/about/")]
    [InlineData("/:title:output_ext", "about.md", "/about.html")]
    [InlineData("/:year/:title", "about.md", "/about")]
    [InlineData("pretty", "de/index.md", "/de/")]
    [InlineData("pretty", "files/a.pdf", "/files/a.pdf")]
    public void A_page_is_linked_to_where_the_sites_permalink_puts_it(string permalink, string file, string address)
    {
        var site = new SiteContext(new JsonObject { ["permalink"] = permalink });

        Renderer.Render($"[x]({{% link {file} %}})", RenderingOptions.ForJekyll(FrontMatterMap.Empty), new PostContext(site, []), TestContext.Current.CancellationToken).Html
            .ShouldBe($"<p><a href=\"{address}\">x</a></p>\n");
    }
}
