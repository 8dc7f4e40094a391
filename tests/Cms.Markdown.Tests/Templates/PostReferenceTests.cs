using Cms.Markdown.Templates;

namespace Cms.Markdown.Tests.Templates;

public class PostReferenceTests
{
    [Theory]
    [InlineData("2020-01-01-x", "_posts/2020-01-01-x.md", true)]
    [InlineData("2020-01-01-v1.0", "_posts/2020-01-01-v1.0.markdown", true)]
    [InlineData("2020-01-01-x", "source/_posts/2020-01-01-x.md", true)]
    [InlineData("/2020-01-01-x", "_posts/2020-01-01-x.md", true)]
    [InlineData("sub/2020-01-01-x", "_posts/sub/2020-01-01-x.md", true)]
    [InlineData("news/2020-01-01-x", "news/_posts/2020-01-01-x.md", true)]
    [InlineData("sub/2020-01-01-x", "_posts/2020-01-01-x.md", false)]
    [InlineData("2020-01-01-x", "_posts/2020-01-01-xy.md", false)]
    [InlineData("2020-01-01-x", "_drafts/2020-01-01-x.md", false)]
    public void A_post_is_named_by_its_file_and_the_folders_around_posts(string name, string file, bool isMeant) =>
        new PostReference(name, PostReferenceRule.PostName).Means(file).ShouldBe(isMeant);

    [Theory]
    [InlineData("_posts/2020-01-01-x.md", "_posts/2020-01-01-x.md", true)]
    [InlineData("_posts/2020-01-01-x.md", "source/_posts/2020-01-01-x.md", true)]
    [InlineData("_posts/2020-01-01-x.md", "_posts/2020-01-01-x.markdown", false)]
    public void A_link_names_a_file_from_the_root(string name, string file, bool isMeant) =>
        new PostReference(name, PostReferenceRule.File).Means(file).ShouldBe(isMeant);

    [Theory]
    [InlineData("x", "content/posts/x.md", true)]
    [InlineData("posts/x.md", "content/posts/x.md", true)]
    [InlineData("x", "content/posts/x/index.md", true)]
    [InlineData("x", "content/posts/xy.md", false)]
    public void A_reference_names_the_end_of_a_path(string name, string file, bool isMeant) =>
        new PostReference(name, PostReferenceRule.PathEnd).Means(file).ShouldBe(isMeant);

    [Fact]
    public void A_link_of_Zolas_to_a_file_leads_to_its_post_and_what_is_none_is_told()
    {
        const string Text = "[a](@/blog/x.md#part)\n[b](@/gone.md)";
        var reference = PostReference.In(Text, TemplateLanguage.Hugo).First();
        var post = PostContext.Empty with { Posts = new Dictionary<PostReference, PostTarget> { [reference] = new("/blog/x (1)/", "X") } };

        var rendering = new MarkdownRenderer().Render(Text, RenderingOptions.GitHub with { TemplateLanguage = TemplateLanguage.Hugo }, post, TestContext.Current.CancellationToken);

        reference.ShouldBe(new("content/blog/x.md", PostReferenceRule.File));
        rendering.Html.ShouldContain("<a href=\"/blog/x%20%281%29/#part\">a</a>");
        rendering.Warnings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(warning => warning.Line.ShouldBe(2), warning => warning.Code.ShouldBe("content-link-not-found"));
    }

    [Fact]
    public void Each_name_in_a_text_is_found_once() =>
        PostReference.In("{% post_url 2020-01-01-x %} {%- post_url 2020-01-01-x -%} {% link _posts/y.md %} {% link %} {{ post_url }}", TemplateLanguage.Jekyll)
            .Select(reference => reference.Text).ShouldBe(["2020-01-01-x", "_posts/y.md"]);
}
