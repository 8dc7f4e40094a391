using System.Xml;
using Cms.Answers;

namespace Cms.Feeds;

/// <summary>Atom (RFC 4287).</summary>
internal static class AtomFeed
{
    public const string ContentType = "application/atom+xml";

    private const string Atom = "http://www.w3.org/2005/Atom";

    public static byte[] Write(Feed feed) => XmlText.Write(xml =>
    {
        xml.WriteStartElement("feed", Atom);
        WriteLanguage(xml, feed.Language);

        // The address where it was first read is what readers know it by; every feed of the site has its own.
        xml.WriteElementString("id", Atom, feed.Url);
        xml.WriteElementString("title", Atom, feed.Title);
        if (feed.Description is not null)
        {
            xml.WriteElementString("subtitle", Atom, feed.Description);
        }

        // It has to be there, also where nothing was ever changed.
        xml.WriteElementString("updated", Atom, Json.Time(feed.Updated ?? DateTimeOffset.UnixEpoch));
        WritePerson(xml, new FeedAuthor(feed.Author, Url: null));
        WriteLink(xml, "self", ContentType, feed.Url);
        WriteLink(xml, "alternate", "text/html", feed.HomeUrl);
        xml.WriteElementString("generator", Atom, "Cms");
        foreach (var entry in feed.Entries)
        {
            WriteEntry(xml, entry, feed.HoldsExcerpts);
        }

        xml.WriteEndElement();
    });

    private static void WriteEntry(XmlWriter xml, FeedEntry entry, bool isExcerpt)
    {
        xml.WriteStartElement("entry", Atom);
        WriteLanguage(xml, entry.Language);
        xml.WriteElementString("id", Atom, entry.Id);
        xml.WriteElementString("title", Atom, entry.Title);
        xml.WriteElementString("published", Atom, Json.Time(entry.Published));
        xml.WriteElementString("updated", Atom, Json.Time(entry.Updated));
        foreach (var author in entry.Authors)
        {
            WritePerson(xml, author);
        }

        WriteLink(xml, "alternate", "text/html", entry.Url);
        foreach (var category in entry.Categories)
        {
            xml.WriteStartElement("category", Atom);
            xml.WriteAttributeString("term", category.Slug);
            xml.WriteAttributeString("label", category.Name);
            xml.WriteEndElement();
        }

        if (isExcerpt)
        {
            WriteHtml(xml, "summary", entry);
        }
        else
        {
            xml.WriteElementString("summary", Atom, entry.Summary);
            WriteHtml(xml, "content", entry);
        }

        xml.WriteEndElement();
    }

    private static void WriteHtml(XmlWriter xml, string element, FeedEntry entry)
    {
        xml.WriteStartElement(element, Atom);
        xml.WriteAttributeString("type", "html");

        // Leads the text's own fragments to the post.
        xml.WriteAttributeString("xml", "base", ns: null, entry.Url);
        xml.WriteString(entry.Html);
        xml.WriteEndElement();
    }

    private static void WritePerson(XmlWriter xml, FeedAuthor author)
    {
        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, author.Name);
        if (author.Url is not null)
        {
            xml.WriteElementString("uri", Atom, author.Url);
        }

        xml.WriteEndElement();
    }

    private static void WriteLink(XmlWriter xml, string relation, string type, string url)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", url);
        xml.WriteEndElement();
    }

    private static void WriteLanguage(XmlWriter xml, string? language)
    {
        if (language is not null)
        {
            xml.WriteAttributeString("xml", "lang", ns: null, language);
        }
    }
}
