using System.Globalization;
using System.Net;
using System.Xml;

namespace Cms.Feeds;

/// <summary>RSS 2.0 (https://www.rssboard.org/rss-specification), with the modules that readers know for what it has no element for.</summary>
internal static class RssFeed
{
    public const string ContentType = "application/rss+xml";

    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string MediaRss = "http://search.yahoo.com/mrss/";
    private const string Namespaces = "http://www.w3.org/2000/xmlns/";

    public static byte[] Write(Feed feed) => XmlText.Write(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", Namespaces, Atom);
        xml.WriteAttributeString("xmlns", "content", Namespaces, Content);
        xml.WriteAttributeString("xmlns", "dc", Namespaces, DublinCore);
        xml.WriteAttributeString("xmlns", "media", Namespaces, MediaRss);
        xml.WriteStartElement("channel");
        xml.WriteElementString("title", feed.Title);
        xml.WriteElementString("link", feed.HomeUrl);
        xml.WriteElementString("description", feed.Description ?? feed.Title);
        WriteIfAny(xml, "language", feed.Language);
        if (feed.Updated is { } updated)
        {
            xml.WriteElementString("lastBuildDate", Time(updated));
        }

        xml.WriteElementString("generator", "Cms");
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", ContentType);
        xml.WriteAttributeString("href", feed.Url);
        xml.WriteEndElement();
        foreach (var entry in feed.Entries)
        {
            WriteItem(xml, entry, feed.HoldsExcerpts);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void WriteItem(XmlWriter xml, FeedEntry entry, bool isExcerpt)
    {
        xml.WriteStartElement("item");
        xml.WriteElementString("title", entry.Title);
        xml.WriteElementString("link", entry.Url);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(entry.Id);
        xml.WriteEndElement();
        xml.WriteElementString("pubDate", Time(entry.Published));

        // RSS's own author is an e-mail address, which no reader gets.
        foreach (var author in entry.Authors)
        {
            xml.WriteElementString("creator", DublinCore, author.Name);
        }

        if (entry.Language is not null)
        {
            xml.WriteElementString("language", DublinCore, entry.Language);
        }

        foreach (var category in entry.Categories)
        {
            xml.WriteElementString("category", category.Name);
        }

        // RSS's own enclosure has to know the length and the type of the picture, which the post does not tell.
        if (entry.ImageUrl is not null)
        {
            xml.WriteStartElement("content", MediaRss);
            xml.WriteAttributeString("url", entry.ImageUrl);
            xml.WriteAttributeString("medium", "image");
            xml.WriteEndElement();
        }

        // A description is HTML, a plain text as well.
        xml.WriteElementString("description", isExcerpt ? entry.Html : WebUtility.HtmlEncode(entry.Summary));
        if (!isExcerpt)
        {
            xml.WriteStartElement("encoded", Content);

            // The writer ends the section where the text holds the mark of its end, and begins another.
            xml.WriteCData(entry.Html);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteIfAny(XmlWriter xml, string element, string? text)
    {
        if (text is not null)
        {
            xml.WriteElementString(element, text);
        }
    }

    // RFC 822 with years of four digits, as the specification prefers them.
    private static string Time(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);
}
