using System.Globalization;

namespace Cms.Tests.Import;

/// <summary>In a site of Helsinki, two hours ahead of UTC in winter and three in summer.</summary>
public sealed class DateTests
{
    private const string Helsinki = "timezone: Europe/Helsinki";

    [Theory]
    [InlineData("2021-05-06 10:00:00 +0900", "2021-05-06T01:00:00Z")]
    [InlineData("2021-05-06 10:00:00 -03:30", "2021-05-06T13:30:00Z")]
    [InlineData("2021-05-06T10:00:00Z", "2021-05-06T10:00:00Z")]
    [InlineData("2021-05-06 10:00:00 EST", "2021-05-06T15:00:00Z")]
    [InlineData("2021-05-06 10:00:00 EEST", "2021-05-06T07:00:00Z")]
    [InlineData("2021-05-06 10:00:00 CEST", "2021-05-06T07:00:00Z")]
    [InlineData("2021-05-06 10:00:00 -5", "2021-05-06T15:00:00Z")]
    [InlineData("'2021-05-06 10:00:00 -5'", "2021-05-06T07:00:00Z")]
    [InlineData("2021-05-06 10:00:00 +530", "2021-05-06T07:00:00Z")]
    [InlineData("2021-05-06 10:00:00 A", "2021-05-06T09:00:00Z")]
    public void A_zone_makes_an_instant(string written, string instant) => Published(written).ShouldBe(instant);

    [Theory]
    [InlineData("2021-05-06 10:00:00")]
    [InlineData("2021-05-06T10:00:00")]
    public void A_full_timestamp_without_zone_is_UTC(string written) => Published(written).ShouldBe("2021-05-06T10:00:00Z");

    [Theory]
    [InlineData("'2021-05-06 10:00:00'", "2021-05-06T07:00:00Z")]
    [InlineData("2021-05-06 10:00", "2021-05-06T07:00:00Z")]
    [InlineData("2021-12-06 10:00", "2021-12-06T08:00:00Z")]
    [InlineData("2021-05-06 9:05pm", "2021-05-06T18:05:00Z")]
    [InlineData("2021-05-06 9", "2021-05-06T06:00:00Z")]
    [InlineData("202105060905", "2021-05-06T06:05:00Z")]
    [InlineData("2021-03-28 03:30", "2021-03-28T01:30:00Z")]
    public void In_quotes_or_without_seconds_it_is_the_sites_zone(string written, string instant) => Published(written).ShouldBe(instant);

    [Theory]
    [InlineData("2021-05-06")]
    [InlineData("2021/05/06")]
    [InlineData("6.5.2021")]
    [InlineData("6-5-2021")]
    [InlineData("May 6, 2021")]
    [InlineData("6th May 2021")]
    [InlineData("20210506")]
    [InlineData("2021-126")]
    [InlineData("R3.5.6")]
    [InlineData("2021-05-06 (perhaps)")]
    [InlineData("21-5-6")]
    public void A_day_is_its_midnight_on_the_sites_clock(string written) => Published(written).ShouldBe("2021-05-05T21:00:00Z");

    [Theory]
    [InlineData("2021-05-06 00:20::00 -03:00", "2021-05-05T21:20:00Z")]
    [InlineData("2021-05-06 18:11:12:04", "2021-05-06T15:11:12Z")]
    [InlineData("2021-05-06 16:30-:00+16:30", "2021-05-06T13:30:00Z")]
    [InlineData("Thu May  6 18:11:12 EEST 2021", "2021-05-06T15:11:12Z")]
    public void Slips_of_the_pen_are_read_as_Ruby_reads_them(string written, string instant) => Published(written).ShouldBe(instant);

    [Fact]
    public void A_day_too_many_rolls_over()
    {
        Published("2021-02-30").ShouldBe("2021-03-01T22:00:00Z");
        SiteFolder.One("a: b", Helsinki, file: "_posts/2021-02-29-x.md").Content!.Path.ShouldBe("/2021/03/01/x.html");
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2021-02-23 25:00:00")]
    [InlineData("2021-13-01")]
    [InlineData("h99999999999.1.1")]
    [InlineData("R3.99999999999.1")]
    [InlineData("R2147483647.1.1")]
    [InlineData("[2021-01-01]")]
    public void A_date_that_is_none_gives_way_to_the_file_names_day(string written)
    {
        var post = SiteFolder.One($"date: {written}", Helsinki);

        post.Content!.PublishedOn.ShouldBe(new DateOnly(2021, 3, 4));
        post.Warnings.ShouldHaveSingleItem().Code.ShouldBe("bad-date");
        post.Warnings[0].Line.ShouldBe(2);
    }

    [Fact]
    public void Without_any_day_the_file_is_refused() =>
        SiteFolder.One("a: b", file: "_posts/2021-14-41-x.md").Refusal!.Code.ShouldBe("bad-date");

    [Fact]
    public void A_short_year_is_of_this_century_up_to_68()
    {
        SiteFolder.One("a: b", file: "_posts/19-7-8-x.md").Content!.PublishedOn.ShouldBe(new DateOnly(2019, 7, 8));
        SiteFolder.One("a: b", file: "_posts/97-7-8-x.md").Content!.PublishedOn.ShouldBe(new DateOnly(1997, 7, 8));
    }

    [Fact]
    public void The_day_of_the_address_is_the_sites_own()
    {
        var post = SiteFolder.Content("date: 2021-05-06 22:30:00", Helsinki);

        post.PublishedOn.ShouldBe(new DateOnly(2021, 5, 7));
        post.Path.ShouldBe("/2021/05/07/Green-Tea.html");
    }

    [Fact]
    public void The_last_day_of_the_calendar_is_a_day() => Published("9999-12-31").ShouldBe("9999-12-30T22:00:00Z");

    [Theory]
    [InlineData("modified")]
    [InlineData("last_modified_at")]
    [InlineData("Updated")]
    [InlineData("lastmod")]
    public void The_last_change_is_read_the_same_way(string key) =>
        SiteFolder.Content($"{key}: 2021-05-06 10:00:00 +0200").ModifiedAt.ShouldBe(new DateTimeOffset(2021, 5, 6, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Other_generators_keys_help_where_the_file_name_has_no_day()
    {
        SiteFolder.One("pubDate: 2021-05-06", file: "_drafts/x.md").Content!.PublishedOn.ShouldBe(new DateOnly(2021, 5, 6));
        SiteFolder.Content("publishDate: 2021-05-06").PublishedOn.ShouldBe(new DateOnly(2021, 3, 4));
    }

    private static string Published(string written) =>
        SiteFolder.Content($"date: {written}", Helsinki).PublishedAt!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
