using Cms.Markdown.FrontMatter;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Tests.Forms;

public class FormTests
{
    private static readonly MarkdownRenderer Renderer = new();

    [Fact]
    public void Text_is_what_a_reader_sees() =>
        Render("# A *title*\n\nOne\ntwo &amp; <b>three</b>.\n\n- x\n- y\n\n```\ncode  here\n  more\n```\n\n| a | b |\n|---|---|\n| c | d |")
            .Text.ShouldBe("A title\nOne two & three.\nx\ny\ncode here\n  more\na b\nc d");

    [Fact]
    public void A_footnotes_way_back_is_no_text() => Render("One[^1].\n\n[^1]: Note.").Text.ShouldBe("One1.\nNote.");

    [Fact]
    public void The_table_of_contents_lists_headings_with_ids() => Render("# A\n\n## B `c`\n\n# A").Toc.ShouldBe([new(1, "a", "A"), new(2, "b-c", "B c"), new(1, "a-1", "A")]);

    [Fact]
    public void Headings_move_down_to_the_sixth_level() =>
        Render("# A\n\n###### B", RenderingOptions.SingleFile with { HeadingOffset = 2 }).Toc.Select(entry => entry.Level).ShouldBe([3, 6]);

    [Fact]
    public void Relative_addresses_become_absolute() =>
        Html("[a](/x) ![b](c.png) [d](#e) [f](https://g.h/) <a href=\"i?j=1&amp;k=2\">l</a>", RenderingOptions.SingleFile with { BaseUrl = new Uri("https://example.org/blog/post") })
            .ShouldBe("<p><a href=\"https://example.org/x\">a</a> <img src=\"https://example.org/blog/c.png\" alt=\"b\"> <a href=\"#e\">d</a> <a href=\"https://g.h/\">f</a> <a href=\"https://example.org/blog/i?j=1&amp;k=2\">l</a></p>");

    [Theory]
    [InlineData(TemplateLanguage.None)]
    [InlineData(TemplateLanguage.Hugo)]
    [InlineData(TemplateLanguage.Mdx)]
    public void An_excerpt_closes_no_Liquid_where_none_is_expanded(TemplateLanguage language) =>
        MarkdownRenderer.ExcerptMarkdown("Write {% raw %} before it\n\nMore", RenderingOptions.SingleFile with { TemplateLanguage = language }).ShouldBe("Write {% raw %} before it");

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("one two don't e-mail", 4, 1)]
    [InlineData("日本語 です", 5, 1)]
    [InlineData("Docker は便利 1.0", 5, 1)]
    public void Words_are_counted_fairly(string text, int words, int minutes)
    {
        var rendering = Render(text);

        rendering.WordCount.ShouldBe(words);
        rendering.ReadingMinutes.ShouldBe(minutes);
    }

    [Fact]
    public void A_thousand_words_take_five_minutes_and_as_many_characters_two()
    {
        Render(string.Join(' ', Enumerable.Repeat("word", 1000))).ReadingMinutes.ShouldBe(5);
        Render(new string('字', 1000)).ReadingMinutes.ShouldBe(2);
    }

    [Theory]
    [InlineData("One.\n\nTwo.", null, "One.")]
    [InlineData("\n\nOne.\n\nTwo.", null, "One.")]
    [InlineData("One.\n\nTwo.<!-- more -->Three.", null, "One.\n\nTwo.")]
    [InlineData("One.\n\nTwo.\n***\nThree.", "***", "One.\n\nTwo.\n")]
    [InlineData("See [a] and [b].\n\nTwo.\n\n[a]: http://x.y\n[c]: http://z.y\n", null, "See [a] and [b].\n\n[a]: http://x.y")]
    [InlineData("See [a].\n\nTwo.\n\n   [a]: x\n[A]: y\n", null, "See [a].\n\n[a]: x")]
    [InlineData("{{ site.x }} one", null, "{{ site.x }} one")]
    [InlineData("{% if a %}{% raw %}{% endraw %} one\n\ntwo{% endif %}", null, "{% if a %}{% raw %}{% endraw %} one\n{% endif %}")]
    public void The_excerpt_is_jekylls(string text, string? separator, string excerpt) =>
        MarkdownRenderer.ExcerptMarkdown(text, RenderingOptions.SingleFile with { ExcerptSeparator = separator, TemplateLanguage = TemplateLanguage.Jekyll }).ShouldBe(excerpt);

    [Fact]
    public void To_jekyll_alone_the_more_mark_is_a_comment_like_any_other() =>
        MarkdownRenderer.ExcerptMarkdown("One.\n\nTwo.<!--more-->", RenderingOptions.ForJekyll(FrontMatterMap.Empty)).ShouldBe("One.");

    [Fact]
    public void A_text_that_is_html_already_is_left_as_it_is_and_sanitised()
    {
        var html = Render("<p>*One*</p>\n\n    <p>Two</p>\n\n# Three<script>x</script>", RenderingOptions.SingleFile with { IsHtml = true }).Html;

        html.ShouldContain("<p>*One*</p>");
        html.ShouldContain("<p>Two</p>");
        html.ShouldContain("# Three");
        html.ShouldNotContain("script");
    }

    [Fact]
    public void The_front_matters_excerpt_wins() => MarkdownRenderer.ExcerptMarkdown("One.", RenderingOptions.SingleFile, "Two.").ShouldBe("Two.");

    [Fact]
    public void Links_come_in_order_without_images() =>
        Render("[a *b*](x) ![i](j) <https://c.d> [e] <m@n.o>\n\n[e]: /f\n\n[g](javascript:run())").Links
            .ShouldBe([new("a b", "x"), new("https://c.d", "https://c.d"), new("e", "/f"), new("m@n.o", "mailto:m@n.o")]);

    [Fact]
    public void Links_of_raw_html_count_too() =>
        Render("One <a href=\"/b?c=1&amp;d=2\">*b*</a>\n\n<div>\n<p><a class=e href='/f'><b>g</b> h</a></p></div>").Links.ShouldBe([new("b", "/b?c=1&d=2"), new("g h", "/f")]);

    [Fact]
    public void Bare_addresses_are_links_where_github_links_them() =>
        Render("https://g.h", RenderingOptions.SingleFile with { Kramdown = false, AutoLinks = true }).Links.ShouldBe([new("https://g.h", "https://g.h")]);

    [Theory]
    [InlineData("One *two*.\n\n[Three](/x)")]
    [InlineData("<p>One <script>run()</script>two</p>\n\n<a href=\"/x\">Three</a>")]
    [InlineData("Only.")]
    public void A_summary_is_what_rendering_says(string text)
    {
        var rendering = Render(text);
        var summary = Renderer.Summarize(text, RenderingOptions.SingleFile, ct: TestContext.Current.CancellationToken);

        (summary.ExcerptText, summary.WordCount, summary.ReadingMinutes).ShouldBe((rendering.ExcerptText, rendering.WordCount, rendering.ReadingMinutes));
        summary.Links.ShouldBe(rendering.Links);
    }

    [Fact]
    public void A_summary_takes_the_front_matters_excerpt() =>
        Renderer.Summarize("One.\n\nTwo.", RenderingOptions.SingleFile, frontMatterExcerpt: "*Three*.", ct: TestContext.Current.CancellationToken).ExcerptText.ShouldBe("Three.");

    [Fact]
    public void A_redcarpet_site_has_no_typography_and_links_bare_addresses()
    {
        var options = RenderingOptions.ForJekyll(MarkdownFile.Parse("---\nmarkdown: redcarpet\n---\n").FrontMatter);

        Html("Los.... don't https://a.b", options).ShouldBe("<p>Los.... don't <a href=\"https://a.b\">https://a.b</a></p>");
    }

    [Theory]
    [InlineData("", true, true, false)]
    [InlineData("kramdown:\n  auto_ids: false", true, false, false)]
    [InlineData("kramdown:\n  smart_quotes: apos,apos,quot,quot", false, true, false)]
    [InlineData("markdown: kramdown\nkramdown:\n  hard_wrap: true", true, true, true)]
    public void A_kramdown_sites_options_are_kept(string configuration, bool smartQuotes, bool ids, bool hardWraps)
    {
        var options = RenderingOptions.ForJekyll(MarkdownFile.Parse($"---\n{configuration}\n---\n").FrontMatter);

        (options.SmartQuotes, options.HeadingIds, options.HardWraps).ShouldBe((smartQuotes, ids, hardWraps));
    }

    [Theory]
    [InlineData("toc_levels: 2..3", 2, 3)]
    [InlineData("toc_levels: [1, 2]", 1, 2)]
    [InlineData("x: 1", 1, 6)]
    public void The_levels_of_the_table_of_contents_are_the_sites(string configuration, int from, int to)
    {
        var options = RenderingOptions.ForJekyll(MarkdownFile.Parse($"---\nkramdown:\n  {configuration}\n---\n").FrontMatter);

        (options.TocFrom, options.TocTo).ShouldBe((from, to));
    }

    [Fact]
    public void Straight_quotes_leave_the_dashes() =>
        Html("\"a\" -- b", RenderingOptions.ForJekyll(MarkdownFile.Parse("---\nkramdown:\n  smart_quotes: apos,apos,quot,quot\n---\n").FrontMatter))
            .ShouldBe("<p>&quot;a&quot; – b</p>");

    [Theory]
    [InlineData("sbquo,lsquo,bdquo,ldquo", "<p>„Er sagte ‚ja‘“</p>")]
    [InlineData("[laquo, raquo, laquo, raquo]", "<p>«Er sagte «ja»»</p>")]
    [InlineData("8218,8216,8222,8220", "<p>„Er sagte ‚ja‘“</p>")]
    [InlineData("what,ever", "<p>“Er sagte ‘ja’”</p>")]
    public void Quotation_marks_are_the_sites(string marks, string html) =>
        Html("\"Er sagte 'ja'\"", RenderingOptions.ForJekyll(MarkdownFile.Parse($"---\nkramdown:\n  smart_quotes: {marks}\n---\n").FrontMatter)).ShouldBe(html);

    [Fact]
    public void A_frame_of_a_named_host_stays() =>
        Html("<iframe src=\"https://maps.example.org/x\"></iframe>", RenderingOptions.SingleFile with { FrameHosts = ["maps.example.org"] })
            .ShouldBe("<iframe src=\"https://maps.example.org/x\" allowfullscreen></iframe>");

    [Theory]
    [InlineData("<iframe src=\"https://maps.example.org/x\"></iframe>", "<a href=\"https://maps.example.org/x\">https://maps.example.org/x</a>")]
    [InlineData("<iframe src=\"//www.youtube.com/embed/a?rel=0\"></iframe>", "<iframe src=\"https://www.youtube-nocookie.com/embed/a?rel=0\" allowfullscreen></iframe>")]
    [InlineData("<script src=\"https://gist.github.com/octocat/1.js\"></script>", "<a href=\"https://gist.github.com/octocat/1\">https://gist.github.com/octocat/1</a>")]
    [InlineData("<script src=\"https://example.org/1.js\"></script>", "")]
    public void What_other_sites_would_show_becomes_a_link(string text, string html) => Html(text, RenderingOptions.SingleFile).ShouldBe(html);

    [Fact]
    public void Addresses_of_trusted_html_become_absolute_too() =>
        Html("<div><a href=\"/x\" onclick=\"run()\">a</a></div>", RenderingOptions.SingleFile with { TrustHtml = true, BaseUrl = new Uri("https://example.org/") })
            .ShouldBe("<div><a href=\"https://example.org/x\" onclick=\"run()\">a</a></div>");

    [Fact]
    public void Trusted_html_is_left_as_it_is() =>
        Html("<script>run()</script>", RenderingOptions.SingleFile with { TrustHtml = true }).ShouldBe("<script>run()</script>");

    [Fact]
    public void Broken_liquid_leaves_the_text_with_a_warning()
    {
        var rendering = Render("a {% if x %} b", RenderingOptions.ForJekyll(FrontMatterMap.Empty));

        rendering.Text.ShouldBe("a {% if x %} b");
        rendering.Warnings.ShouldHaveSingleItem().Code.ShouldBe("liquid-unclosed");
    }

    [Fact]
    public void Too_deep_a_text_is_refused_with_a_reason() =>
        Should.Throw<RenderingLimitException>(() => Render(new string('>', 1000))).Message.ShouldContain("quotes and lists");

    private static Rendering Render(string text) => Render(text, RenderingOptions.SingleFile);

    private static Rendering Render(string text, RenderingOptions options) => Renderer.Render(text, options);

    private static string Html(string text, RenderingOptions options) => Render(text, options).Html.Trim();
}
