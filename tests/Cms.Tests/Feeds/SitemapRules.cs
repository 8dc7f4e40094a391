using System.Xml.Linq;
using static Cms.Tests.Feeds.SharedRules;

namespace Cms.Tests.Feeds;

/// <summary>What the schemas of sitemaps.org (0.9) let a file be, and what Google asks of alternates.</summary>
internal static class SitemapRules
{
    public static readonly XNamespace Protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";
    public static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    public static void Check(XElement urls)
    {
        urls.Name.ShouldBe(Protocol + "urlset");
        CheckEntries(urls, "url");
        foreach (var url in urls.Elements())
        {
            // Elements of other namespaces stand behind the protocol's.
            url.Elements().SkipWhile(element => element.Name.Namespace == Protocol).ShouldAllBe(element => element.Name == Html + "link");
            foreach (var link in url.Elements(Html + "link"))
            {
                link.Attribute("rel")!.Value.ShouldBe("alternate");
                IsLanguage(link.Attribute("hreflang")!.Value);
                IsWebAddress(link.Attribute("href")!.Value);
            }

            url.Elements(Html + "link").Select(link => link.Attribute("hreflang")!.Value).ShouldBeUnique(StringComparer.Ordinal);
        }
    }

    public static void CheckIndex(XElement index)
    {
        index.Name.ShouldBe(Protocol + "sitemapindex");
        CheckEntries(index, "sitemap");
        index.Elements().Elements().ShouldAllBe(element => element.Name.Namespace == Protocol);
    }

    private static void CheckEntries(XElement root, string name)
    {
        root.Elements().ShouldAllBe(element => element.Name == Protocol + name);
        root.Elements().Count().ShouldBeInRange(1, 50_000);
        foreach (var entry in root.Elements())
        {
            entry.Elements().Where(element => element.Name.Namespace == Protocol).Select(element => element.Name.LocalName).ShouldBeOneOfThese(["loc"], ["loc", "lastmod"]);
            var location = entry.Element(Protocol + "loc")!.Value;
            location.Length.ShouldBeInRange(12, 2048);
            IsWebAddress(location);
            if (entry.Element(Protocol + "lastmod") is { } changed)
            {
                IsTime(changed.Value);
            }
        }
    }

    private static void ShouldBeOneOfThese(this IEnumerable<string> names, params string[][] possible) =>
        possible.ShouldContain(these => these.SequenceEqual(names, StringComparer.Ordinal));
}
