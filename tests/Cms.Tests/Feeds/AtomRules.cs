using System.Xml.Linq;
using static Cms.Tests.Feeds.SharedRules;

namespace Cms.Tests.Feeds;

/// <summary>What RFC 4287 says that a feed MUST be, as far as ours may come near it.</summary>
internal static class AtomRules
{
    private static readonly XNamespace Atom = FeedClient.Atom;
    private static readonly string[] OfFeed = ["id", "title", "subtitle", "updated", "author", "link", "generator", "entry"];
    private static readonly string[] OfEntry = ["id", "title", "published", "updated", "author", "link", "category", "summary", "content"];

    public static void Check(XElement feed)
    {
        feed.Name.ShouldBe(Atom + "feed");
        HasOnly(feed, OfFeed);
        CheckCommon(feed);
        HasAtMostOne(feed, Atom + "subtitle", Atom + "generator");
        var entries = feed.Elements(Atom + "entry").ToList();

        // Section 4.1.1: an author for the feed, or one in each entry.
        (feed.Elements(Atom + "author").Any() || entries.TrueForAll(entry => entry.Elements(Atom + "author").Any())).ShouldBeTrue();

        // Section 4.1.1: entries follow what is said of the feed.
        feed.Elements().SkipWhile(element => element.Name != Atom + "entry").ShouldAllBe(element => element.Name == Atom + "entry");
        entries.ForEach(CheckEntry);
        entries.Select(entry => entry.Element(Atom + "id")!.Value).ShouldBeUnique(StringComparer.Ordinal);
    }

    private static void CheckEntry(XElement entry)
    {
        HasOnly(entry, OfEntry);
        CheckCommon(entry);
        HasAtMostOne(entry, Atom + "published", Atom + "summary", Atom + "content");
        if (entry.Element(Atom + "published") is { } published)
        {
            IsTime(published.Value);
        }

        // Section 4.1.2: without content, an alternate.
        (entry.Element(Atom + "content") is not null || entry.Elements(Atom + "link").Any(link => link.Attribute("rel")?.Value == "alternate")).ShouldBeTrue();
        foreach (var text in entry.Elements(Atom + "content").Concat(entry.Elements(Atom + "summary")))
        {
            // Section 3.1.1.2: HTML is text, without elements.
            (text.Attribute("type")?.Value ?? "text").ShouldBeOneOf("text", "html");
            text.HasElements.ShouldBeFalse();
        }

        foreach (var category in entry.Elements(Atom + "category"))
        {
            category.Attribute("term")!.Value.ShouldNotBeEmpty();
            category.Nodes().ShouldBeEmpty();
        }
    }

    private static void CheckCommon(XElement element)
    {
        HasOne(element, Atom + "id");
        Uri.IsWellFormedUriString(element.Element(Atom + "id")!.Value, UriKind.Absolute).ShouldBeTrue();
        HasOne(element, Atom + "title");
        element.Element(Atom + "title")!.HasElements.ShouldBeFalse();
        HasOne(element, Atom + "updated");
        IsTime(element.Element(Atom + "updated")!.Value);
        foreach (var author in element.Elements(Atom + "author"))
        {
            HasOnly(author, ["name", "uri"]);
            HasOne(author, Atom + "name");
            author.Element(Atom + "name")!.Value.ShouldNotBeEmpty();
            HasAtMostOne(author, Atom + "uri");
        }

        foreach (var link in element.Elements(Atom + "link"))
        {
            IsWebAddress(link.Attribute("href")?.Value);
        }

        element.Elements(Atom + "link").Where(link => link.Attribute("rel")?.Value is null or "alternate")
            .Select(link => (link.Attribute("type")?.Value, link.Attribute("hreflang")?.Value)).ShouldBeUnique();
        foreach (var language in element.DescendantsAndSelf().Attributes(XNamespace.Xml + "lang"))
        {
            IsLanguage(language.Value);
        }
    }

    private static void HasOnly(XElement element, string[] names) =>
        element.Elements().Where(child => child.Name.Namespace != Atom || !names.Contains(child.Name.LocalName, StringComparer.Ordinal)).ShouldBeEmpty();
}
