using System.Text.Json.Nodes;
using static Cms.Tests.Feeds.SharedRules;

namespace Cms.Tests.Feeds;

/// <summary>What JSON Feed 1.1 says that a feed must be. A null is no value there.</summary>
internal static class JsonFeedRules
{
    private static readonly string[] OfFeed = ["version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"];

    private static readonly string[] OfItem =
        ["id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "authors", "tags", "language"];

    public static void Check(JsonObject feed)
    {
        HasOnly(feed, OfFeed);
        feed["version"]!.GetValue<string>().ShouldBe("https://jsonfeed.org/version/1.1");
        feed["title"]!.GetValue<string>().ShouldNotBeEmpty();
        IsWebAddress(feed["home_page_url"]!.GetValue<string>());
        IsWebAddress(feed["feed_url"]!.GetValue<string>());
        CheckAuthors(feed);
        CheckLanguage(feed);
        var items = feed["items"]!.AsArray().Select(item => item!.AsObject()).ToList();
        items.ForEach(CheckItem);
        items.Select(item => item["id"]!.GetValue<string>()).ShouldBeUnique(StringComparer.Ordinal);
    }

    private static void CheckItem(JsonObject item)
    {
        HasOnly(item, OfItem);
        item["id"]!.GetValue<string>().ShouldNotBeEmpty();
        IsWebAddress(item["url"]!.GetValue<string>());
        item["content_html"]!.GetValue<string>().ShouldNotBeNull();
        IsTime(item["date_published"]!.GetValue<string>());
        IsTime(item["date_modified"]!.GetValue<string>());
        item["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()).ShouldAllBe(tag => tag.Length > 0);
        if (item.TryGetPropertyValue("image", out var image))
        {
            IsWebAddress(image!.GetValue<string>());
        }

        CheckAuthors(item);
        CheckLanguage(item);
    }

    private static void CheckAuthors(JsonObject named)
    {
        if (named.TryGetPropertyValue("authors", out var authors))
        {
            // Each says one of its three at least.
            authors!.AsArray().ShouldNotBeEmpty();
            authors.AsArray().Select(author => author!.AsObject()).ShouldAllBe(author => author.Count > 0);
            authors.AsArray().ToList().ForEach(author => HasOnly(author!.AsObject(), ["name", "url"]));
        }
    }

    private static void CheckLanguage(JsonObject named)
    {
        if (named.TryGetPropertyValue("language", out var language))
        {
            IsLanguage(language!.GetValue<string>());
        }
    }

    private static void HasOnly(JsonObject value, string[] names)
    {
        value.Select(member => member.Key).Except(names, StringComparer.Ordinal).ShouldBeEmpty();
        value.ShouldAllBe(member => member.Value != null);
    }
}
