namespace Cms.Content.Import;

/// <summary>The zone that a site's clock goes by.</summary>
internal static class SiteZone
{
    /// <summary>UTC without a setting: most generators would take the machine's, and an import must not depend on it.</summary>
    /// <exception cref="ImportException">There is no such zone: every date would come out wrong.</exception>
    public static TimeZoneInfo Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new ImportException($"The configuration's timezone '{name}' is not known. Write a name of the IANA database, like 'Europe/Berlin'.");
    }
}
