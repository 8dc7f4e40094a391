using System.Globalization;
using System.Xml;
using Cms.Answers;
using Cms.Content.Delivery;
using Microsoft.Extensions.Options;

namespace Cms.Feeds;

/// <summary>All published posts for search engines (https://www.sitemaps.org/protocol.html), with their translations as Google reads them.</summary>
internal sealed class Sitemap(PublishedAddresses addresses, IOptions<SitemapOptions> options) : IDisposable
{
    public const string ContentType = "application/xml; charset=utf-8";

    private const string Protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Html = "http://www.w3.org/1999/xhtml";
    private const string Namespaces = "http://www.w3.org/2000/xmlns/";

    // The protocol's bounds. Beyond half of the bytes a file names no translations more, so that its other addresses surely find their place.
    private const int LongestUrl = 2047;
    private const int BytesForTranslations = 25 * 1024 * 1024;

    // A file of all that it may hold takes many megabytes, so one is made at a time.
    private readonly SemaphoreSlim place = new(1);

    /// <summary>The one file, or the index of several where there are more posts than one may hold.</summary>
    public async Task<ReadOnlyMemory<byte>> WriteAsync(SiteAddress site, CancellationToken ct)
    {
        var parts = await addresses.PartsAsync(options.Value.Urls, ct);
        return parts.Count > 1 ? WriteIndex(parts, site)
            : await WritePartAsync(1, site, ct) ?? WriteHome(site);
    }

    /// <summary>One of several files, counted from 1; null where there are fewer.</summary>
    public async Task<ReadOnlyMemory<byte>?> WritePartAsync(int part, SiteAddress site, CancellationToken ct)
    {
        await place.WaitAsync(ct);
        try
        {
            using var bytes = new MemoryStream();
            var isEmpty = true;
            await using (var xml = XmlText.Open(bytes))
            {
                WriteStart(xml);
                await foreach (var address in addresses.ReadAsync(part - 1, options.Value.Urls, ct))
                {
                    isEmpty &= !TryWriteUrl(xml, address, site, withTranslations: bytes.Length < BytesForTranslations);
                }

                xml.WriteEndElement();
            }

            return isEmpty ? (ReadOnlyMemory<byte>?)null : bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
        finally
        {
            place.Release();
        }
    }

    public void Dispose() => place.Dispose();

    private static byte[] WriteIndex(IReadOnlyList<DateTimeOffset> parts, SiteAddress site) => XmlText.Write(xml =>
    {
        xml.WriteStartElement("sitemapindex", Protocol);
        for (var part = 1; part <= parts.Count; part++)
        {
            xml.WriteStartElement("sitemap", Protocol);
            xml.WriteElementString("loc", Protocol, site.UrlOf(string.Create(CultureInfo.InvariantCulture, $"/sitemap-{part}.xml")));
            xml.WriteElementString("lastmod", Protocol, Json.Time(parts[part - 1]));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    // A file without any address is not valid, and the site's own is there from the first day.
    private static byte[] WriteHome(SiteAddress site) => XmlText.Write(xml =>
    {
        WriteStart(xml);
        xml.WriteStartElement("url", Protocol);
        xml.WriteElementString("loc", Protocol, site.Home);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void WriteStart(XmlWriter xml)
    {
        xml.WriteStartElement("urlset", Protocol);
        xml.WriteAttributeString("xmlns", "xhtml", Namespaces, Html);
    }

    private static bool TryWriteUrl(XmlWriter xml, PublishedAddress address, SiteAddress site, bool withTranslations)
    {
        var url = site.UrlOf(address.Path);
        if (url.Length > LongestUrl)
        {
            return false;
        }

        xml.WriteStartElement("url", Protocol);
        xml.WriteElementString("loc", Protocol, url);
        xml.WriteElementString("lastmod", Protocol, Json.Time(address.ModifiedAt));
        if (withTranslations && address.Translations.Count > 0)
        {
            // Each names all of them, itself included, or it does not count.
            WriteAlternate(xml, address.Language, url);
            foreach (var other in address.Translations)
            {
                WriteAlternate(xml, other.Language, site.UrlOf(other.Path));
            }
        }

        xml.WriteEndElement();
        return true;
    }

    private static void WriteAlternate(XmlWriter xml, string? language, string url)
    {
        if (XmlText.LanguageTag(language) is { } tag)
        {
            xml.WriteStartElement("link", Html);
            xml.WriteAttributeString("rel", "alternate");
            xml.WriteAttributeString("hreflang", tag);
            xml.WriteAttributeString("href", url);
            xml.WriteEndElement();
        }
    }
}
