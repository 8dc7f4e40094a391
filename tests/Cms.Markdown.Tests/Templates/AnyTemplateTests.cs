using System.Text.Json.Nodes;
using Cms.Markdown.Templates;
using CsCheck;

namespace Cms.Markdown.Tests.Templates;

/// <summary>What holds for every text there is, in every language of templates.</summary>
public class AnyTemplateTests
{
    private static readonly MarkdownRenderer Renderer = new();

    private static readonly PostContext Post = new(
        new SiteContext(
            new JsonObject { ["a"] = new JsonArray(1, "b", new JsonObject { ["c"] = "d" }) },
            includes: new Dictionary<string, string>(StringComparer.Ordinal) { ["a.html"] = "{% if include.x %}{{ include.x }}", ["b.html"] = "{{ include.x | upcase }}" }),
        new JsonObject { ["title"] = "A title", ["tags"] = new JsonArray("x", "y"), ["url"] = "/a/" });

    private static readonly string[] Marks =
    [
        "{{ ", " }}", "{{- ", " -}}", "{% ", " %}", "{%- ", " -%}", "{% raw %}", "{% endraw %}", "{% comment %}", "{% endcomment %}", "{% if a %}", "{% else %}", "{% elsif b %}", "{% endif %}",
        "{% for i in site.a %}", "{% for i in (1..3) %}", "{% endfor %}", "{% break %}", "{% capture c %}", "{% endcapture %}", "{% assign c = ", "{% case a %}", "{% when 1 %}", "{% endcase %}",
        "{% include a.html x=1 %}", "{% include b.html x=page.title %}", "{% highlight ruby %}", "{% endhighlight %}", "{% codeblock ", "{% endcodeblock %}", "{% blockquote ", "{% endblockquote %}",
        "{% figure ", "{% endfigure %}", "{% img ", "{% post_url ", "{% link ", "{% gist ", "{% youtube ", "{% tablerow i in site.a cols:2 %}", "{% endtablerow %}", "{% cycle 'a', 'b' %}", "{% unless a %}",
        "{% endunless %}", "page", "site.a", "page.tags", ".", "[0]", "[", "]", "'", "\"", " | ", "join: ', '", "date: '%Y'", "where: 'c', 'd'", "where_exp: 'i', 'i.c == 1'", "group_by: 'c'", "sort", "split: ''",
        "markdownify", "jsonify", "slugify", "(1..2)", "==", " contains ", " and ", "1", "nil", "x", " ", "\n", "\n\n", "```\n", "``` ruby A title\n", "{{< ", " >}}", "{{% ", " %}}", "{{</* ", " */>}}", "figure src=\"a\"",
        "highlight go", "/highlight", "ref \"a\"", "import a from 'b'\n", "export ", "<", "&", "\0", "\uD83D", "é", "日本",
    ];

    private static readonly Gen<string> Text = Gen.Frequency((8, Gen.Int[0, Marks.Length - 1].Select(i => Marks[i])), (1, Gen.String)).Array[0, 40].Select(string.Concat);

    [Fact]
    public void It_renders_and_reads_the_same_again() => Gen.Select(Text, Gen.Enum<TemplateLanguage>()).Sample((text, language) =>
    {
        PostReference.In(text, language).ShouldNotBeNull();
        return Html(text, language) == Html(text, language);
    });

    private static string Html(string text, TemplateLanguage language)
    {
        try
        {
            return Renderer.Render(text, RenderingOptions.SingleFile with { TemplateLanguage = language }, Post).Html;
        }
        catch (RenderingLimitException limit)
        {
            return limit.Message;
        }
    }
}
