using System.Globalization;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Export.Files;

/// <summary>Dates as front matter says them: with the offset, so that no reader's zone counts.</summary>
internal static class DateValues
{
    /// <param name="day">The calendar day that the date is to fall on; null for whatever it is in the source's zone.</param>
    /// <param name="written">What the key holds now: a date in quotes stays in quotes.</param>
    public static FrontMatterScalar? Of(DateTimeOffset? time, DateOnly? day, SourceReading source, FrontMatterValue? written)
    {
        if (time is not { } known)
        {
            return null;
        }

        var local = InZone(known, day, source);
        var format = source.Generator is Generator.Jekyll or Generator.Octopress or Generator.Hexo ? "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";
        var text = local.ToString(format, CultureInfo.InvariantCulture);
        if (source.Generator is Generator.Jekyll or Generator.Octopress or Generator.Hexo)
        {
            text = text.Remove(text.LastIndexOf(':'), 1);
        }

        return written is FrontMatterScalar { Quoted: true } ? FrontMatterScalar.Of(text) : FrontMatterScalar.Plain(text);
    }

    // Jekyll and Hexo go by the clock of their site; for the others, the offset that is written decides the day.
    private static DateTimeOffset InZone(DateTimeOffset time, DateOnly? day, SourceReading source)
    {
        var local = Shifted(time, source.Zone.GetUtcOffset(time));
        if (day is null || DateOnly.FromDateTime(local.DateTime) == day || source.Generator is Generator.Jekyll or Generator.Octopress or Generator.Hexo)
        {
            return local;
        }

        return Enumerable.Range(-12, 27).OrderBy(Math.Abs)
            .Select(hours => Shifted(time, TimeSpan.FromHours(hours)))
            .FirstOrDefault(other => DateOnly.FromDateTime(other.DateTime) == day, local);
    }

    // The first and last hours of the calendar cannot be shifted.
    private static DateTimeOffset Shifted(DateTimeOffset time, TimeSpan offset) =>
        time.UtcTicks + offset.Ticks is var clock && clock >= DateTime.MinValue.Ticks && clock <= DateTime.MaxValue.Ticks ? time.ToOffset(offset) : time.ToUniversalTime();
}
