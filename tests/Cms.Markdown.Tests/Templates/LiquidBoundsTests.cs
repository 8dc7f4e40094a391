using System.Text.Json.Nodes;
using Cms.Markdown.FrontMatter;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Tests.Templates;

/// <summary>Templates that ask for more than there is: each ends in a refusal, and in the same one every time. The timeouts only guard against hanging.</summary>
public class LiquidBoundsTests
{
    private const string Billion = "{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}";

    private static readonly MarkdownRenderer Renderer = new();
    private static readonly RenderingOptions Jekyll = RenderingOptions.ForJekyll(FrontMatterMap.Empty);

    private static readonly SiteContext Site = new(
        [],
        new JsonObject { ["numbers"] = new JsonArray([.. Enumerable.Range(0, 40_000).Select(number => JsonValue.Create(number))]) },
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["once.html"] = "{% include once.html %}",
            ["twice.html"] = "{% include twice.html %}{% include twice.html %}",
            ["loop.html"] = "{% for i in (1..100) %}{% include loop.html %}{% endfor %}",
        });

    public static TheoryData<string, string> Endless() => new()
    {
        { "a range of a billion", "{% for i in (1..1000000000) %}x{% endfor %}" },
        { "a range from the least to the greatest number", "{% for i in (-99999999999..99999999999) %}x{% endfor %}" },
        { "loops in loops", Billion + "x{% endfor %}{% endfor %}{% endfor %}" },
        { "loops in loops that say nothing", Billion + "{% if false %}x{% endif %}{% endfor %}{% endfor %}{% endfor %}" },
        { "loops over a long list that end at once", "{% for i in (1..1000) %}{% for j in (1..1000) %}{% for n in site.data.numbers %}{% break %}{% endfor %}{% endfor %}{% endfor %}" },
        { "an include in a loop in itself", "{% include loop.html %}" },
        { "an include twice in itself", "{% include twice.html %}" },
        { "a text that doubles", "{% assign s = 'aaaaaaaa' %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}{{ s }}" },
        { "a capture that doubles", "{% assign s = 'aaaaaaaa' %}{% for i in (1..60) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}" },
        { "a capture of gigabytes", "{% assign s = 'aaaaaaaa' %}{% for i in (1..14) %}{% assign s = s | append: s %}{% endfor %}{% capture c %}{% for i in (1..30000) %}{{ s }}{% endfor %}{% endcapture %}" },
        { "an ifchanged of gigabytes", "{% assign s = 'aaaaaaaa' %}{% for i in (1..14) %}{% assign s = s | append: s %}{% endfor %}{% ifchanged %}{% for i in (1..30000) %}{{ s }}{% endfor %}{% endifchanged %}" },
        { "a list that doubles", "{% assign l = 'a,b' | split: ',' %}{% for i in (1..60) %}{% assign l = l | concat: l %}{% endfor %}{{ l }}" },
        { "a list that holds itself twice", "{% assign l = 'a,b' | split: ',' %}{% for i in (1..60) %}{% assign l = l | push: l | push: l %}{% endfor %}{{ l }}" },
        { "a list that holds itself deep", "{% assign l = '' | split: ',' %}{% for i in (1..9000) %}{% assign e = '' | split: ',' %}{% assign l = e | push: l %}{% endfor %}{{ l }}" },
        { "a replacement that squares", "{% assign s = 'aaaaaaaa' %}{% for i in (1..10) %}{% assign s = s | append: s %}{% endfor %}{{ s | replace: 'a', s | replace: 'a', s }}" },
        { "comparisons of long texts", "{% assign s = 'aaaaaaaa' %}{% for i in (1..14) %}{% assign s = s | append: s %}{% endfor %}{% assign t = s | append: 'b' %}{% for i in (1..30000) %}{% if t contains 'c' or s == t %}x{% endif %}{% endfor %}" },
        { "sorting again and again", "{% for i in (1..30000) %}{% assign l = site.data.numbers | sort %}{% endfor %}" },
        { "conditions over a long list", "{% for i in (1..30000) %}{% assign l = site.data.numbers | where_exp: 'n', 'n > 5' %}{% endfor %}" },
        { "Markdown again and again", "{% for i in (1..90000) %}{{ '*a*' | markdownify }}{% endfor %}" },
        { "blocks in blocks", string.Concat(Enumerable.Repeat("{% if page %}", 1_000)) + string.Concat(Enumerable.Repeat("{% endif %}", 1_000)) },
        { "many tags", string.Concat(Enumerable.Repeat("{{ a }}", 20_000)) },
    };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Endless))]
    public async Task It_is_refused_each_time_with_the_same_reason(string name, string text)
    {
        name.ShouldNotBeEmpty();
        var first = await RefusalOfAsync(text, TestContext.Current.CancellationToken);
        var second = await RefusalOfAsync(text, TestContext.Current.CancellationToken);

        first.ShouldNotBeNull();
        second.ShouldBe(first);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("{{ 'now' | date: '%1000000000Y' }}")]
    [InlineData("{{ '{0,1000000000}' | format_string: 1 }}")]
    [InlineData("{{ 1 | format_number: 'N999999999' }}")]
    [InlineData("{{ 'a' | slice: 0, 99999999999999999999 }}")]
    [InlineData("{{ 99999999999999999999999999 | times: 99999999999999999999999999 }}")]
    [InlineData("{{ 1 | divided_by: 0 }}")]
    [InlineData("{% include once.html %}")]
    public async Task It_costs_nothing_and_the_text_around_it_stays(string text)
    {
        var html = await Task.Run(() => Render($"before {text} after").Html, TestContext.Current.CancellationToken);

        html.ShouldContain("before");
        html.ShouldContain("after");
        html.Length.ShouldBeLessThan(5_000);
    }

    [Fact]
    public void Lists_of_posts_are_empty_and_a_warning_says_so() =>
        Render("a\n\n{% for post in site.posts %}x{% endfor %}").Warnings.ShouldHaveSingleItem().Code.ShouldBe("liquid-site-list");

    [Theory]
    [InlineData("{% nonsense %}", "liquid-tag-unknown")]
    [InlineData("{{ 'a' | nonsense }}", "liquid-filter-unknown")]
    [InlineData("{% if a %}", "liquid-unclosed")]
    [InlineData("{% endif %}", "liquid-unclosed")]
    [InlineData("{% if a %}{% for b in c %}{% endif %}{% endfor %}", "liquid-unclosed")]
    [InlineData("{% raw %}", "liquid-unclosed")]
    [InlineData("{% assign = %}", "liquid-syntax")]
    [InlineData("{% include gone.html %}", "liquid-include-not-found")]
    [InlineData("{% include once.html %}", "liquid-include-depth")]
    [InlineData("{% post_url 2020-01-01-gone %}", "liquid-post-not-found")]
    [InlineData("{% link _drafts/gone.md %}", "liquid-post-not-found")]
    [InlineData("{% link about.md %}", "liquid-page-link")]
    public void What_is_not_understood_is_named_with_its_line(string text, string code)
    {
        var rendering = Render($"one\n\ntwo\n{text}");

        rendering.Text.ShouldContain("two");
        rendering.Warnings.ShouldContain(warning => warning.Code == code && warning.Line == 4);
    }

    private static Rendering Render(string text) => Renderer.Render(text, Jekyll, new PostContext(Site, new JsonObject { ["title"] = "A title" }));

    private static Task<string?> RefusalOfAsync(string text, CancellationToken ct) => Task.Run(
        () =>
        {
            try
            {
                Render(text);
                return null;
            }
            catch (RenderingLimitException limit)
            {
                return limit.Message;
            }
        },
        ct);
}
