using Cms.Content.Posts;

namespace Cms.Tests.Import;

public sealed class PermalinkTests
{
    private static readonly PermalinkValues Tea =
        new("Green-Tea.v2", ["Hot Drinks", "News", "news"], new DateTime(2021, 3, 4, 5, 6, 7), "2021-03-04-Green-Tea.v2");

    [Theory]
    [InlineData(null, "/hot drinks/news/2021/03/04/Green-Tea.v2.html")]
    [InlineData("date", "/hot drinks/news/2021/03/04/Green-Tea.v2.html")]
    [InlineData("pretty", "/hot drinks/news/2021/03/04/Green-Tea.v2/")]
    [InlineData("ordinal", "/hot drinks/news/2021/063/Green-Tea.v2.html")]
    [InlineData("weekdate", "/hot drinks/news/2021/W09/Thu/Green-Tea.v2.html")]
    [InlineData("none", "/hot drinks/news/Green-Tea.v2.html")]
    public void Each_style_has_its_own_address(string? style, string path) =>
        Permalink.Expand(Permalink.TemplateOf(style), Tea).ShouldBe(new(path, null));

    [Theory]
    [InlineData("/:slug/", "/green-tea-v2/")]
    [InlineData("/:slugified_categories/", "/hot-drinks/news/")]
    [InlineData("/:i_month-:i_day-:short_year", "/3-4-21")]
    [InlineData("/:hour:minute:second", "/050607")]
    [InlineData("/:short_month/:long_month/:long_day", "/Mar/March/Thursday")]
    [InlineData("/:w_year/:week/:w_day", "/2021/09/4")]
    [InlineData("/:collection/:path", "/posts/2021-03-04-Green-Tea.v2")]
    [InlineData("/:name", "/2021-03-04-green-tea-v2")]
    [InlineData("/:year_:title", "/2021_Green-Tea.v2")]
    [InlineData("about", "/about")]
    [InlineData("/f%C3%BCr//alle", "/für/alle")]
    [InlineData("/a/../b", "/a/b")]
    [InlineData("/%2e%2e/%00b", "/b")]
    public void Placeholders_are_filled_in_and_the_path_is_cleaned(string template, string path) =>
        Permalink.Expand(template, Tea).ShouldBe(new(path, null));

    [Fact]
    public void Without_categories_no_double_slash_stays() =>
        Permalink.Expand(Permalink.TemplateOf("pretty"), Tea with { Categories = [] }).Path.ShouldBe("/2021/03/04/Green-Tea.v2/");

    [Fact]
    public void A_percent_sign_of_a_value_is_no_encoding() =>
        Permalink.Expand("/:categories/", Tea with { Categories = ["100%25"] }).Path.ShouldBe("/100%25/");

    [Fact]
    public void An_unknown_placeholder_is_named() => Permalink.Expand("/:yeer/:title", Tea).ShouldBe(new("", "yeer"));
}
