using System.Net;
using System.Xml.Linq;
using Alba;
using Cms.Tests.Access;
using Cms.Tests.Hosting;
using static Cms.Tests.Feeds.FeedClient;

namespace Cms.Tests.Feeds;

public sealed class FeedTests(CmsFixture cms) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private IAlbaHost node = null!;

    public static TheoryData<string> Forms => ["atom", "rss", "json"];

    public async ValueTask InitializeAsync() =>
        node = await cms.StartAsync($"--Cms:Site:BaseUrl={BaseUrl}/", "--Cms:Feeds:Title=Werkbank", "--Cms:Feeds:Description=Dies & das", "--Cms:Feeds:Limit=100");

    [Fact]
    public async Task The_newest_posts_come_first_and_drafts_never()
    {
        await cms.ImportAsync(
            Post("2031-01-01-new", "tags: [order]\ndate: 2024-03-03"),
            Post("2024-01-01-old", "tags: [order]"),
            Post("2024-02-02-draft", "tags: [order]\npublished: false"),
            ("_drafts/idea.md", "---\ntitle: idea\ntags: [order]\n---\nText\n"));

        (await node.TitlesAsync("/tags/order")).ShouldBe(["2031-01-01-new", "2024-01-01-old"]);
        var all = await node.TitlesAsync();
        all.ShouldContain(title => title == "2024-01-01-old");
        all.ShouldNotContain(title => title == "2024-02-02-draft");
        all.ShouldNotContain(title => title == "idea");
    }

    [Theory]
    [InlineData("/tags/gr%C3%B6%C3%9Fe", "tags: [Größe]", "Größe")]
    [InlineData("/categories/feeds-of-it", "category: Feeds of it", "Feeds of it")]
    [InlineData("/authors/ada-beispiel", "author: Ada Beispiel", "Ada Beispiel")]
    [InlineData("/languages/nl", "lang: nl", "nl")]
    public async Task Each_way_to_class_posts_has_feeds_of_its_own(string topic, string frontMatter, string name)
    {
        var title = $"2024-01-05-by-{Uri.UnescapeDataString(topic).Split('/')[1]}";
        await cms.ImportAsync(Post(title, frontMatter), Post($"{title}-not", "tags: [none-of-it]"));

        (await node.TitlesAsync(topic)).ShouldBe([title]);
        (await node.AtomAsync(topic)).Element(Atom + "title")!.Value.ShouldBe($"Werkbank: {name}");
    }

    [Theory]
    [InlineData("/tags/nobody-has-this", "tag-not-found")]
    [InlineData("/categories/nobody-has-this", "category-not-found")]
    [InlineData("/authors/nobody-has-this", "author-not-found")]
    [InlineData("/languages/tlh", "language-not-found")]
    public async Task What_no_published_post_carries_has_no_feed(string topic, string code)
    {
        await cms.ImportAsync(Post("2024-01-06-nobody", "tags: [nobody-has-this]\ncategory: nobody-has-this\nauthor: nobody-has-this\nlang: tlh\npublished: false"));

        foreach (var form in Forms)
        {
            using var answer = await node.AskAsync(HttpMethod.Get, $"{topic}/feed.{form.Data}");

            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await CmsFixture.CodeOfAsync(answer)).ShouldBe(code);
        }
    }

    [Fact]
    public async Task Another_spelling_of_a_tag_leads_to_its_feed()
    {
        await cms.ImportAsync(Post("2024-01-07-spelt", "tags: [Much Spelt]"));

        using var answer = await node.AskAsync(HttpMethod.Get, "/tags/Much%20Spelt/feed.rss");

        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Headers.Location!.OriginalString.ShouldBe("/tags/much-spelt/feed.rss");
    }

    [Fact]
    public async Task A_post_says_the_same_in_each_form()
    {
        await cms.ImportAsync(("_posts/2024-05-06-whole.md",
            """
            ---
            title: The whole
            modified: 2024-05-07T10:11:12Z
            lang: pt_BR
            category: Tools
            tags: [Whole, tools]
            author: { name: Grace Sample, url: https://grace.example/, email: grace@example.org }
            contact_email: private@example.org
            image: /assets/a b.png
            description: In short, <b> & so on
            ---
            First *here*.

            Then there.
            """));
        var path = $"{BaseUrl}/tools/2024/05/06/whole.html";

        var feed = await node.AtomAsync("/tags/whole");
        var entry = feed.Elements(Atom + "entry").ShouldHaveSingleItem();
        var item = (await node.RssAsync("/tags/whole")).Elements("item").ShouldHaveSingleItem();
        var json = (await node.JsonFeedAsync("/tags/whole"))["items"]!.AsArray().ShouldHaveSingleItem()!;

        feed.Element(Atom + "subtitle")!.Value.ShouldBe("Dies & das");
        var id = $"urn:uuid:{(await cms.GetJsonAsync("/api/v1/posts/whole"))["id"]}";
        entry.Element(Atom + "id")!.Value.ShouldBe(id);
        entry.Element(Atom + "link")!.Attribute("href")!.Value.ShouldBe(path);
        entry.Element(Atom + "published")!.Value.ShouldBe("2024-05-06T00:00:00Z");
        entry.Element(Atom + "updated")!.Value.ShouldBe("2024-05-07T10:11:12Z");
        entry.Attribute(XNamespace.Xml + "lang")!.Value.ShouldBe("pt-BR");
        entry.Element(Atom + "author")!.Elements().Select(element => element.Value).ShouldBe(["Grace Sample", "https://grace.example/"]);
        entry.Elements(Atom + "category").Select(category => (category.Attribute("term")!.Value, category.Attribute("label")!.Value)).ShouldBe([("tools", "Tools"), ("whole", "Whole")]);
        entry.Element(Atom + "summary")!.Value.ShouldBe("In short, <b> & so on");
        entry.Element(Atom + "content")!.Value.ShouldBe("<p>First <em>here</em>.</p>\n<p>Then there.</p>\n");

        item.Element("guid")!.Value.ShouldBe(id);
        item.Element("link")!.Value.ShouldBe(path);
        item.Element("pubDate")!.Value.ShouldBe("Mon, 06 May 2024 00:00:00 GMT");
        item.Element(DublinCore + "creator")!.Value.ShouldBe("Grace Sample");
        item.Elements("category").Select(category => category.Value).ShouldBe(["Tools", "Whole"]);
        item.Element("description")!.Value.ShouldBe("In short, &lt;b&gt; &amp; so on");
        item.Element(ContentModule + "encoded")!.Value.ShouldBe(entry.Element(Atom + "content")!.Value);

        json["id"]!.GetValue<string>().ShouldBe(id);
        json["url"]!.GetValue<string>().ShouldBe(path);
        json["date_published"]!.GetValue<string>().ShouldBe("2024-05-06T00:00:00Z");
        json["date_modified"]!.GetValue<string>().ShouldBe("2024-05-07T10:11:12Z");
        json["language"]!.GetValue<string>().ShouldBe("pt-BR");
        json["image"]!.GetValue<string>().ShouldBe("https://example.org/assets/a%20b.png");
        item.Elements("enclosure").ShouldBeEmpty();
        item.Element(XNamespace.Get("http://search.yahoo.com/mrss/") + "content")!.Attribute("url")!.Value.ShouldBe("https://example.org/assets/a%20b.png");
        json["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()).ShouldBe(["Tools", "Whole"]);
        json["content_html"]!.GetValue<string>().ShouldBe(entry.Element(Atom + "content")!.Value);

        foreach (var form in Forms)
        {
            (await node.TextAsync($"/tags/whole/feed.{form.Data}")).Text.ShouldNotContain("@example.org");
        }
    }

    [Fact]
    public async Task Excerpts_stand_alone_where_the_setting_asks_for_them()
    {
        await using var brief = await cms.StartAsync($"--Cms:Site:BaseUrl={BaseUrl}", "--Cms:Feeds:Content=excerpt", "--Cms:Feeds:Limit=1");
        await cms.ImportAsync(("_posts/2024-05-08-brief.md", "---\ntitle: Brief\ntags: [brief]\n---\nOnly *this*.\n\nNot that.\n"), Post("2024-05-07-beyond", "tags: [brief]"));

        var entry = (await brief.AtomAsync("/tags/brief")).Elements(Atom + "entry").ShouldHaveSingleItem();
        var item = (await brief.RssAsync("/tags/brief")).Elements("item").ShouldHaveSingleItem();
        var json = (await brief.JsonFeedAsync("/tags/brief"))["items"]!.AsArray().ShouldHaveSingleItem()!;

        string[] texts = [entry.Element(Atom + "summary")!.Value, item.Element("description")!.Value, json["content_html"]!.GetValue<string>()];
        texts.ShouldAllBe(text => text.Trim() == "<p>Only <em>this</em>.</p>");
        entry.Element(Atom + "content").ShouldBeNull();
        item.Element(ContentModule + "encoded").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_feed_is_sent_again_only_when_it_has_changed(string form)
    {
        var post = Post($"2024-06-01-known-{form}", $"tags: [known-{form}]");
        await cms.ImportAsAsync($"known-{form}", post);
        var address = $"/tags/known-{form}/feed.{form}";
        using var first = await node.GetAsync(address, "Accept-Encoding: br");
        var tag = first.Headers.ETag!.ToString();
        using var again = await node.GetAsync(address, "Accept-Encoding: br", $"If-None-Match: {tag}");
        var id = (await cms.GetJsonAsync($"/api/v1/posts?tag=known-{form}"))["items"]![0]!["id"];
        await cms.ImportAsAsync($"known-{form}", post, Post($"2024-06-02-known-{form}", $"tags: [known-{form}]"));

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        first.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        first.Headers.GetValues("Surrogate-Key").ShouldHaveSingleItem().ShouldBe($"posts post:{id} tag:known-{form}");
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        // This node hears of what another one has written.
        await AccessClient.UntilAsync(async () =>
        {
            using var changed = await node.GetAsync(address, "Accept-Encoding: br", $"If-None-Match: {tag}");
            return changed.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_feed_costs_one_statement()
    {
        await cms.ImportAsync(Post("2024-06-03-cost", "tags: [cost]"), Post("2024-06-04-cost", "tags: [cost]"));
        await using var uncached = await cms.StartAsync($"--Cms:Site:BaseUrl={BaseUrl}", "--Cms:Cache:Bytes=0");

        // Sources and the secret of cursors are read once and kept.
        await uncached.TextAsync("/tags/cost/feed.atom");
        using var statements = new StatementCount(cms.ConnectionString);
        (await statements.OfAsync(() => uncached.TextAsync("/tags/cost/feed.rss"))).ShouldBe(1);
    }

    public async ValueTask DisposeAsync() => await node.DisposeAsync();

    private static (string File, string Text) Post(string name, string frontMatter) => ($"_posts/{name}.md", $"---\ntitle: {name}\n{frontMatter}\n---\nText of {name}\n");
}
