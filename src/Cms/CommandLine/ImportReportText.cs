using System.Globalization;
using Cms.Content.Import;
using Spectre.Console;

namespace Cms.CommandLine;

/// <summary>An import's report for a person: what became of the files, which ones want a look, and how fast it went.</summary>
internal static class ImportReportText
{
    private const int MostFilesNamed = 5;

    public static void Write(ImportReport report)
    {
        WriteCounts(report);
        foreach (var file in report.Files.Where(file => file.Status is ImportedFileStatus.Refused or ImportedFileStatus.Conflict or ImportedFileStatus.Moved or ImportedFileStatus.Gone))
        {
            Console.WriteLine($"{NameOf(file.Status)}: {file.File}{Place(file.Error)}{(file.Error is { } error ? $": {error.Message}" : file.Path is { } path ? $" ({path})" : "")}");
        }

        WriteWarnings(report);
        WriteRate(report);
    }

    private static void WriteCounts(ImportReport report)
    {
        var counts = report.Counts.OrderBy(count => count.Key).Select(count => (Name: NameOf(count.Key), Count: count.Value.ToString("N0", CultureInfo.InvariantCulture))).ToList();
        if (Console.IsOutputRedirected)
        {
            Console.WriteLine($"{report.Source}: {(counts.Count == 0 ? "no files" : string.Join(", ", counts.Select(count => $"{count.Count} {count.Name}")))}");
            return;
        }

        var table = new Table().Title(Markup.Escape(report.Source)).Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        foreach (var (name, count) in counts)
        {
            table.AddRow(name, count);
        }

        AnsiConsole.Write(table);
    }

    // The same warning on a thousand files is one thing to know.
    private static void WriteWarnings(ImportReport report)
    {
        var kinds = report.Files
            .SelectMany(file => file.Warnings.Select(warning => (file.File, Warning: warning)))
            .GroupBy(found => found.Warning.Code, StringComparer.Ordinal)
            .OrderByDescending(kind => kind.Count());
        foreach (var kind in kinds)
        {
            var all = kind.ToList();
            Console.WriteLine($"warning {kind.Key}, {all.Count.ToString("N0", CultureInfo.InvariantCulture)} times:");
            foreach (var (file, warning) in all.Take(MostFilesNamed))
            {
                Console.WriteLine($"  {file}{Place(warning)}: {warning.Message}");
            }

            if (all.Count > MostFilesNamed)
            {
                Console.WriteLine($"  and {(all.Count - MostFilesNamed).ToString("N0", CultureInfo.InvariantCulture)} more; --report json names them all");
            }
        }
    }

    private static void WriteRate(ImportReport report)
    {
        var posts = report.Files.Count(file => file.Status is not (ImportedFileStatus.Ignored or ImportedFileStatus.Refused or ImportedFileStatus.Gone));
        var seconds = Math.Max(report.Elapsed.TotalSeconds, 0.001);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{posts:N0} posts in {seconds:N2} s, {posts / seconds:N0} posts/s"));
    }

    private static string NameOf(ImportedFileStatus status) => status.ToString().ToLowerInvariant();

    private static string Place(ImportWarning? warning) => warning?.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $":{line}") : "";
}
