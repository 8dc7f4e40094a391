using System.Xml.Linq;
using Alba;
using Cms.Feeds;
using Cms.Tests.Hosting;
using CsCheck;
using static Cms.Tests.Feeds.FeedClient;

namespace Cms.Tests.Feeds;

/// <summary>What real and hostile texts are in a feed: the same as over REST, in a document that any parser takes.</summary>
public sealed class FeedTextTests(CmsFixture cms) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private IAlbaHost node = null!;

    public async ValueTask InitializeAsync() => node = await cms.StartAsync($"--Cms:Site:BaseUrl={BaseUrl}");

    [Fact]
    public async Task Umlauts_ends_of_sections_emoji_controls_and_variables_come_out_right()
    {
        await cms.ImportAsync(
            ("_config.yml", "title: Größenwahn\n"),
            ("_posts/2024-01-01-hard.md", "---\ntitle: \"Größe ]]> 🚀 \\x01\\x1F & <b>\"\ntags: [hard, \"<Ö> ]]>\"]\n---\nÜber {{ site.title }}: a ]]> b, 👩‍🚀, bell\u0007 and\u000Bmore \uFFFE.\n\n`]]>`\n"));

        var entry = (await node.AtomAsync("/tags/hard")).Elements(Atom + "entry").ShouldHaveSingleItem();
        var item = (await node.RssAsync("/tags/hard")).Elements("item").ShouldHaveSingleItem();
        var json = (await node.JsonFeedAsync("/tags/hard"))["items"]!.AsArray().ShouldHaveSingleItem()!;

        const string Title = "Größe ]]> 🚀  & <b>";
        entry.Element(Atom + "title")!.Value.ShouldBe(Title);
        item.Element("title")!.Value.ShouldBe(Title);
        json["title"]!.GetValue<string>().ShouldBe(Title);

        const string Html = "<p>Über Größenwahn: a ]]&gt; b, 👩‍🚀, bell andmore .</p>\n<p><code>]]&gt;</code></p>\n";
        entry.Element(Atom + "content")!.Value.ShouldBe(Html);
        item.Element(ContentModule + "encoded")!.Value.ShouldBe(Html);
        json["content_html"]!.GetValue<string>().ShouldBe(Html);
        item.Elements("category").Select(category => category.Value).ShouldBe(["hard", "<Ö> ]]>"]);
    }

    [Fact]
    public async Task The_mark_of_a_sections_end_is_kept_where_html_is_trusted()
    {
        await using var trusting = await cms.StartAsync($"--Cms:Site:BaseUrl={BaseUrl}", "--Cms:Rendering:TrustHtml=true");
        await cms.ImportAsync(("_posts/2024-01-02-raw.md", "---\ntitle: T\ntags: [raw]\n---\n<script>if (a[b[0]]>1) {}</script>\n"));

        var item = (await trusting.RssAsync("/tags/raw")).Elements("item").ShouldHaveSingleItem();

        item.Element(ContentModule + "encoded")!.Value.ShouldContain("a[b[0]]>1");
    }

    [Fact]
    public async Task Addresses_in_the_text_are_whole_ones()
    {
        await cms.ImportAsync(("_posts/2024-01-03-led.md", "---\ntitle: T\ntags: [led]\n---\n[a](/x.html) [b](y.html) ![c](../z.png) [d](https://other.example/) [e](#f)\n"));

        var content = (await node.AtomAsync("/tags/led")).Element(Atom + "entry")!.Element(Atom + "content")!;

        content.Attribute(XNamespace.Xml + "base")!.Value.ShouldBe($"{BaseUrl}/2024/01/03/led.html");
        var html = content.Value;
        html.ShouldContain("href=\"https://example.org/x.html\"");
        html.ShouldContain("href=\"https://example.org/blog/2024/01/03/y.html\"");
        html.ShouldContain("src=\"https://example.org/blog/2024/01/z.png\"");
        html.ShouldContain("href=\"https://other.example/\"");
        html.ShouldContain("href=\"#f\"");
    }

    [Fact]
    public void No_text_makes_a_document_that_cannot_be_read() => Gen.Char.Array[0, 200].Select(characters => new string(characters)).Sample(text =>
    {
        var clean = XmlText.Clean(text);
        var bytes = XmlText.Write(xml =>
        {
            xml.WriteStartElement("a");
            xml.WriteAttributeString("b", clean);
            xml.WriteElementString("c", clean);
            xml.WriteStartElement("d");
            xml.WriteCData(clean.Replace("\r", "", StringComparison.Ordinal));
            xml.WriteEndElement();
            xml.WriteEndElement();
        });

        var read = XDocument.Load(new MemoryStream(bytes), LoadOptions.PreserveWhitespace).Root!;
        read.Attribute("b")!.Value.ShouldBe(clean);
        read.Element("c")!.Value.ShouldBe(clean);
        read.Element("d")!.Value.ShouldBe(clean.Replace("\r", "", StringComparison.Ordinal));
    });

    public async ValueTask DisposeAsync() => await node.DisposeAsync();
}
