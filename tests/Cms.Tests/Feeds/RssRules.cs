using System.Xml.Linq;
using static Cms.Tests.Feeds.SharedRules;

namespace Cms.Tests.Feeds;

/// <summary>What the RSS Advisory Board's specification of RSS 2.0 asks for, and its profile of the modules beside it.</summary>
internal static class RssRules
{
    private static readonly string[] OfChannel = ["title", "link", "description", "language", "lastBuildDate", "generator", "item"];
    private static readonly string[] OfItem = ["title", "link", "guid", "pubDate", "category", "description"];

    public static void Check(XElement rss)
    {
        rss.Name.ShouldBe("rss");
        rss.Attribute("version")!.Value.ShouldBe("2.0");
        HasOne(rss, "channel");
        var channel = rss.Element("channel")!;
        HasOnly(channel, OfChannel);
        HasOne(channel, "title");
        HasOne(channel, "link");
        HasOne(channel, "description");
        HasAtMostOne(channel, "language", "lastBuildDate", "generator");
        IsWebAddress(channel.Element("link")!.Value);
        if (channel.Element("language") is { } language)
        {
            IsLanguage(language.Value);
        }

        if (channel.Element("lastBuildDate") is { } built)
        {
            IsMailTime(built.Value);
        }

        var self = channel.Elements(FeedClient.Atom + "link").ShouldHaveSingleItem();
        self.Attribute("rel")!.Value.ShouldBe("self");
        self.Attribute("type")!.Value.ShouldBe("application/rss+xml");
        IsWebAddress(self.Attribute("href")!.Value);
        var items = channel.Elements("item").ToList();
        items.ForEach(CheckItem);
        items.Select(item => item.Element("guid")!.Value).ShouldBeUnique(StringComparer.Ordinal);
    }

    private static void CheckItem(XElement item)
    {
        HasOnly(item, OfItem);
        HasAtMostOne(item, "title", "link", "guid", "pubDate", "description", FeedClient.ContentModule + "encoded");
        (item.Element("title") is not null || item.Element("description") is not null).ShouldBeTrue();
        IsWebAddress(item.Element("link")!.Value);
        IsMailTime(item.Element("pubDate")!.Value);

        // What is no permalink has to say so.
        item.Element("guid")!.Attribute("isPermaLink")!.Value.ShouldBe("false");
        item.Descendants().Where(element => element.HasElements).ShouldBeEmpty();
    }

    // Elements of other namespaces are modules and may stand anywhere.
    private static void HasOnly(XElement element, string[] names) =>
        element.Elements().Where(child => child.Name.Namespace == XNamespace.None && !names.Contains(child.Name.LocalName, StringComparer.Ordinal)).ShouldBeEmpty();
}
