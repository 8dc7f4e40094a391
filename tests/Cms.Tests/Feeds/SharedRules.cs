using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Cms.Tests.Feeds;

/// <summary>What several of the specifications ask of their values.</summary>
internal static partial class SharedRules
{
    public static void IsWebAddress(string? url)
    {
        Uri.TryCreate(url, UriKind.Absolute, out var parsed).ShouldBeTrue($"'{url}' is no whole address");
        parsed!.Scheme.ShouldBeOneOf("http", "https");
        url!.All(char.IsAscii).ShouldBeTrue($"'{url}' is not encoded");
    }

    // RFC 3339, as RFC 4287 (section 3.3) and JSON Feed take it, and W3C's profile of ISO 8601 as sitemaps do.
    public static void IsTime(string? text) => Moment().IsMatch(text ?? "").ShouldBeTrue($"'{text}' is no time");

    // RFC 822 with a year of four digits.
    public static void IsMailTime(string? text)
    {
        MailMoment().IsMatch(text ?? "").ShouldBeTrue($"'{text}' is no time");
        DateTimeOffset.ParseExact(text!, "R", System.Globalization.CultureInfo.InvariantCulture);
    }

    public static void IsLanguage(string? text) => Language().IsMatch(text ?? "").ShouldBeTrue($"'{text}' is no language");

    public static void HasOne(XElement parent, XName name) => parent.Elements(name).Count().ShouldBe(1, $"{name} in {parent.Name}");

    public static void HasAtMostOne(XElement parent, params XName[] names)
    {
        foreach (var name in names)
        {
            parent.Elements(name).Count().ShouldBeLessThanOrEqualTo(1, $"{name} in {parent.Name}");
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MailMoment();

    [GeneratedRegex(@"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Language();
}
