using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Cms.Markdown.FrontMatter;

namespace Cms.Markdown.Tests.Scripting;

/// <summary>Texts that try to run something at the reader's side, in Markdown and in HTML.</summary>
public class ScriptTests
{
    private static readonly MarkdownRenderer Renderer = new();
    private static readonly RenderingOptions Jekyll = RenderingOptions.ForJekyll(FrontMatterMap.Empty);
    private static readonly string[] Running = ["script", "style", "object", "embed", "applet", "svg", "math", "base", "meta", "link", "form", "button", "textarea", "noscript", "template", "frame"];
    private static readonly string[] Schemes = ["http", "https", "mailto", "tel", "ftp"];

    public static TheoryData<string> Vectors() => new([
        "<script>alert(1)</script>", "<ScRiPt src=//x.y/z></sCrIpT>", "<script/x>alert(1)</script>", "<script\n>alert(1)</script\n>", "<<script>alert(1)//<</script>", "<scr<script>ipt>alert(1)</script>",
        "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>", "<img src=x onerror\n=\nalert(1)>", "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">", "<img src=`x`onerror=alert(1)>", "<img src=javascript:alert(1)>",
        "<img src=\" &#14; javascript:alert(1)\">", "<img src='data:image/svg+xml;base64,PHN2Zy8+'>", "<img src=\"data:text/html,<script>alert(1)</script>\">", "<img srcset=\"javascript:alert(1) 1x\">", "<img lowsrc=javascript:alert(1)>", "<img dynsrc=javascript:alert(1)>",
        "<a href=javascript:alert(1)>x</a>", "<a href=\"java\tscript:alert(1)\">x</a>", "<a href=\"java\nscript:alert(1)\">x</a>", "<a href=\"&#106;&#97;vascript:alert(1)\">x</a>", "<a href=\"&#x6A;avascript&colon;alert(1)\">x</a>", "<a href=\"javascript&Tab;:alert(1)\">x</a>",
        "<a href=\"\u0001javascript:alert(1)\">x</a>", "<a href=vbscript:msgbox(1)>x</a>", "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>", "<a href=\"JaVaScRiPt:alert(1)\">x</a>", "<a href=\" javascript:alert(1)\">x</a>", "<a href=\"//x\" onmouseover=alert(1)>x</a>",
        "<a href=x onclick='alert(1)'>x</a>", "<a style=\"background:url(javascript:alert(1))\">x</a>", "<p style=\"width:expression(alert(1))\">x</p>", "<p style=\"behavior:url(x.htc)\">x</p>", "<p style=\"-moz-binding:url(x)\">x</p>", "<p style=\"color:r\\65 d;x:\\75 rl(//x)\">x</p>",
        "<p style=\"background-image:url(//x.y/z)\">x</p>", "<div style=\"position:fixed;top:0;left:0;width:100%;height:100%\">x</div>", "<style>@import '//x.y/z';</style>", "<style>p{background:url(//x)}</style>", "<link rel=stylesheet href=//x.y/z>", "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<base href=//x.y/>", "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>", "<iframe src=//x.y onload=alert(1)></iframe>", "<iframe src=\"https://player.vimeo.com.x.y/1\"></iframe>", "<iframe src=\"https://player.vimeo.com/1\" onload=alert(1) srcdoc=x></iframe>",
        "<object data=javascript:alert(1)></object>", "<embed src=javascript:alert(1)>", "<applet code=x></applet>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>", "<svg><animate onbegin=alert(1)>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>", "<math href=javascript:alert(1)>x</math>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<template><script>alert(1)</script></template>", "<xmp><img src=x onerror=alert(1)></xmp>",
        "<textarea><img src=x onerror=alert(1)></textarea>", "<title><img src=x onerror=alert(1)></title>", "<plaintext><img src=x onerror=alert(1)>", "<select><style></select><img src=x onerror=alert(1)></style>", "<form action=javascript:alert(1)><input type=submit></form>", "<form><button formaction=javascript:alert(1)>x</button></form>",
        "<input type=image src=x onerror=alert(1)>", "<input autofocus onfocus=alert(1)>", "<input type=checkbox autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>x</details>", "<video src=x onerror=alert(1)></video>", "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)></audio>",
        "<video poster=javascript:alert(1)></video>", "<body onload=alert(1)>", "<html onmousemove=alert(1)>", "<table background=javascript:alert(1)>", "<marquee onstart=alert(1)>x</marquee>", "<isindex type=image src=1 onerror=alert(1)>", "<keygen autofocus onfocus=alert(1)>",
        "<!--><img src=x onerror=alert(1)>-->", "<!-- --!><img src=x onerror=alert(1)> -->", "<![CDATA[><img src=x onerror=alert(1)>]]>", "<?xml ?><img src=x onerror=alert(1)>", "<!DOCTYPE html [<!ENTITY x \"<script>alert(1)</script>\">]>&x;", "</p><script>alert(1)</script><p>",
        "<div id=\"x\" data-x=\"&quot;><script>alert(1)</script>\">x</div>", "<p title='\"><script>alert(1)</script>'>x</p>", "<p title=\"x\" title='\" onclick=alert(1)'>x</p>", "<p/onclick=alert(1)/>x", "<p data-cms-style=\"position:fixed\" onclick=x>x</p>", "<x-y onclick=alert(1)>x</x-y>",
        "[x](javascript:alert(1))", "[x](JAVASCRIPT:alert(1))", "[x](<java script:alert(1)>)", "[x](&#106;avascript:alert(1))", "[x](javascript&colon;alert(1))", "[x](\u0001javascript:alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](vbscript:x)", "![x](javascript:alert(1))",
        "![x](data:image/svg+xml,<svg/onload=alert(1)>)", "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>", "[x](//x \"\\\" onclick=alert(1) x=\\\"\")", "![\"onerror=alert(1)//](x)", "![x](x \"\\\" onerror=\\\"alert(1)\")", "[x](\"onclick=alert(1))", "[x](x){: onclick=\"alert(1)\"}",
        "[x](x){: href=\"javascript:alert(1)\"}", "x\n{: style=\"background:url(javascript:alert(1))\"}", "x\n{: class=\"\\\"><script>alert(1)</script>\"}", "x\n{: id=\"\\\" onclick=alert(1)\"}", "# x {#\"onclick=alert(1)}", "```\"onclick=alert(1)\nx\n```", "``` <script>\nx\n```", "~~~ x\"><img/src=x/onerror=alert(1)>\nx\n~~~",
        "[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: x", "*[x]: \"><script>alert(1)</script>\n\nx", "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |", "> <img src=x onerror=alert(1)>", "- <script>alert(1)</script>", "`<script>`<script>alert(1)</script>",
        "{{ \"<script>alert(1)</script>\" }}", "{% highlight \"><script>alert(1)</script> %}</code><script>alert(1)</script>{% endhighlight %}", "{% raw %}<script>alert(1)</script>{% endraw %}", "{% assign x = '<img src=x onerror=alert(1)>' %}{{ x }}", "[x]({{ 'javascript:alert(1)' }})", "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<a href=\"https://x.y\" target=_blank>x</a>", "<a href=\"x:y@javascript:alert(1)\">x</a>", "<a href=\"feed:javascript:alert(1)\">x</a>", "<a href=\"file:///etc/passwd\">x</a>", "<a href=\"blob:x\">x</a>", "<b><a href=javascript:alert(1)><i></b>x</i></a>", "<table><tr><td><script>alert(1)</td></tr></table></script>",
    ]);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Nothing_runs(string text)
    {
        foreach (var options in new[] { Jekyll, RenderingOptions.SingleFile, Jekyll with { Kramdown = false, AutoLinks = true, BaseUrl = new Uri("https://example.org/a/") } })
        {
            var rendering = Render(text, options);
            ShouldRunNothing(rendering.Html);
            ShouldRunNothing(rendering.ExcerptHtml);
        }
    }

    [Fact]
    public void What_is_harmless_stays()
    {
        const string Figure = "<figure class=\"wide\" id=\"f\"><img src=\"/a.png\" alt=\"A\" width=\"10\" loading=\"lazy\" style=\"width: 50%\"><figcaption>Text</figcaption></figure>";

        Html(Figure, Jekyll).Trim().ShouldBe(Figure);
    }

    [Fact]
    public void A_video_of_a_known_host_is_shown_without_cookies_and_another_frame_is_a_link()
    {
        Html("<iframe width=\"560\" src=\"https://www.youtube.com/embed/abc\" onload=\"x\"></iframe>", Jekyll)
            .ShouldContain("<iframe src=\"https://www.youtube-nocookie.com/embed/abc\" width=\"560\" allowfullscreen></iframe>");
        Html("<iframe src=\"https://example.org/x\"></iframe>", Jekyll).ShouldContain("<a href=\"https://example.org/x\">https://example.org/x</a>");
    }

    private static Rendering Render(string text, RenderingOptions options) => Renderer.Render(text, options);

    private static string Html(string text, RenderingOptions options) => Render(text, options).Html;

    internal static void ShouldRunNothing(string html)
    {
        var body = new HtmlParser().ParseDocument("<html><body></body></html>").Body!;
        body.InnerHtml = html;
        foreach (var element in body.QuerySelectorAll("*"))
        {
            Running.Contains(element.LocalName, StringComparer.Ordinal).ShouldBeFalse(html);
            foreach (var attribute in element.Attributes)
            {
                attribute.Name.StartsWith("on", StringComparison.Ordinal).ShouldBeFalse(html);
                (attribute.Name == "srcdoc").ShouldBeFalse(html);
                ShouldBeHarmless(element, attribute, html);
            }
        }
    }

    private static void ShouldBeHarmless(IElement element, IAttr attribute, string html)
    {
        if (attribute.Name is "href" or "src" or "poster" or "cite" or "action" or "formaction" or "background" or "data" or "srcset")
        {
            var url = new string([.. attribute.Value.Where(c => c > ' ')]);
            var colon = url.IndexOf(':', StringComparison.Ordinal);
            var isRelative = colon < 0 || url.AsSpan(0, colon).ContainsAny('/', '?', '#');
            var isPicture = element.LocalName == "img" && url.StartsWith("data:image/", StringComparison.Ordinal) && !url.Contains("svg", StringComparison.OrdinalIgnoreCase);
            (isRelative || isPicture || Schemes.Contains(url[..colon], StringComparer.OrdinalIgnoreCase)).ShouldBeTrue(html);
        }
        else if (attribute.Name == "style")
        {
            attribute.Value.ShouldNotContain("url", Case.Insensitive, html);
            attribute.Value.ShouldNotContain("expression", Case.Insensitive, html);
            attribute.Value.ShouldNotContain("position", Case.Insensitive, html);
            attribute.Value.ShouldNotContain("\\", Case.Sensitive, html);
        }
    }
}
