using System.Globalization;

namespace Cms.CommandLine;

/// <summary>Numbers of things, as a person would say them.</summary>
internal static class Counted
{
    public static string Posts(long count) => Text(count, "post", "posts");

    public static string Files(long count) => Text(count, "file", "files");

    public static string Rows(long count) => Text(count, "row", "rows");

    private static string Text(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
