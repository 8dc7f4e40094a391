using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Alba;
using Cms.Tests.Access;

namespace Cms.Tests.Feeds;

/// <summary>Reads feeds as their readers do: strictly, and checked against their specifications each time.</summary>
internal static class FeedClient
{
    public const string BaseUrl = "https://example.org/blog";

    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace ContentModule = "http://purl.org/rss/1.0/modules/content/";
    public static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";

    public static async Task<XElement> AtomAsync(this IAlbaHost node, string topic = "", string? baseUrl = BaseUrl)
    {
        var feed = await node.XmlAsync($"{topic}/feed.atom", "application/atom+xml");
        AtomRules.Check(feed);
        if (baseUrl is not null)
        {
            feed.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == "self").Attribute("href")!.Value.ShouldBe($"{baseUrl}{topic}/feed.atom");
        }

        return feed;
    }

    public static async Task<XElement> RssAsync(this IAlbaHost node, string topic = "")
    {
        var feed = await node.XmlAsync($"{topic}/feed.rss", "application/rss+xml");
        RssRules.Check(feed);
        feed.Element("channel")!.Element(Atom + "link")!.Attribute("href")!.Value.ShouldBe($"{BaseUrl}{topic}/feed.rss");
        return feed.Element("channel")!;
    }

    public static async Task<JsonObject> JsonFeedAsync(this IAlbaHost node, string topic = "")
    {
        var (text, type) = await node.TextAsync($"{topic}/feed.json");
        type.ShouldBe("application/feed+json");
        var feed = JsonNode.Parse(text)!.AsObject();
        JsonFeedRules.Check(feed);
        feed["feed_url"]!.GetValue<string>().ShouldBe($"{BaseUrl}{topic}/feed.json");
        return feed;
    }

    /// <summary>The titles of a feed's entries, the same in all three forms.</summary>
    public static async Task<string[]> TitlesAsync(this IAlbaHost node, string topic = "")
    {
        string[] atom = [.. (await node.AtomAsync(topic)).Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value)];
        (await node.RssAsync(topic)).Elements("item").Select(item => item.Element("title")!.Value).ShouldBe(atom);
        (await node.JsonFeedAsync(topic))["items"]!.AsArray().Select(item => item!["title"]!.GetValue<string>()).ShouldBe(atom);
        return atom;
    }

    public static async Task<XElement> XmlAsync(this IAlbaHost node, string address, string expectedType)
    {
        var (text, type) = await node.TextAsync(address);
        type.ShouldBe(expectedType);
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }

    public static async Task<(string Text, string? Type)> TextAsync(this IAlbaHost node, string address)
    {
        using var answer = await node.AskAsync(HttpMethod.Get, address);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{address} answered {(int)answer.StatusCode}: {text}");
        answer.Content.Headers.ContentType!.CharSet.ShouldBe("utf-8");
        return (text, answer.Content.Headers.ContentType.MediaType);
    }

    /// <summary>Sends a GET with headers, each as <c>Name: value</c>.</summary>
    public static async Task<HttpResponseMessage> GetAsync(this IAlbaHost node, string address, params string[] headers)
    {
        using var client = node.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var header in headers)
        {
            var parts = header.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]).ShouldBeTrue();
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
