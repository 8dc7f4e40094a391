using System.Globalization;
using Cms.Content.Import;
using Spectre.Console;

namespace Cms.CommandLine;

/// <summary>An import's report for a person: what became of the files, which ones want a look, and how fast it went. Bounded, however many files there are.</summary>
internal static class ImportReportText
{
    private const int MostFilesOfStatus = 20;
    private const int MostFilesOfWarning = 5;
    private const int MostFilesIgnored = 3;

    // Those that a person has to look at come last, where the eye is.
    private static readonly ImportedFileStatus[] Named = [ImportedFileStatus.Moved, ImportedFileStatus.Gone, ImportedFileStatus.Conflict, ImportedFileStatus.Refused];

    public static void Write(ImportReport report, bool isDryRun)
    {
        WriteCounts(report);
        WriteIgnored(report);
        WriteWarnings(report);
        foreach (var status in Named)
        {
            WriteBounded(report.Files.Where(file => file.Status == status), MostFilesOfStatus, file => Console.WriteLine(LineOf(file)));
        }

        Console.WriteLine(isDryRun ? "This was a dry run: nothing was written." : RateOf(report));
    }

    /// <summary>One file in one line: what became of it, where it is and why.</summary>
    public static string LineOf(ImportedFile file)
    {
        var isExplained = file.Status is ImportedFileStatus.Conflict or ImportedFileStatus.Gone && file.Warnings.Count > 0;
        var reason = file.Error ?? (isExplained ? file.Warnings[0] : null);
        return $"{NameOf(file.Status)}: {file.File}{Place(reason)}{(reason is not null ? $": {reason.Message}" : file.Path is { } path ? $" ({path})" : "")}";
    }

    private static void WriteCounts(ImportReport report)
    {
        var counts = report.Counts.OrderBy(count => count.Key).Select(count => (Name: NameOf(count.Key), Count: Text(count.Value))).ToList();
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

    // A person wants to see at a glance that no post is among them.
    private static void WriteIgnored(ImportReport report)
    {
        var kinds = report.Files
            .Where(file => file is { Status: ImportedFileStatus.Ignored, Error: not null })
            .GroupBy(file => file.Error!.Code, StringComparer.Ordinal)
            .OrderByDescending(kind => kind.Count());
        foreach (var kind in kinds)
        {
            Console.WriteLine($"ignored as {kind.Key}, {Times(kind.Count())}:");
            WriteBounded(kind, MostFilesIgnored, file => Console.WriteLine($"  {file.File}{Place(file.Error)}: {file.Error!.Message}"));
        }
    }

    // The same warning on a thousand files is one thing to know. Those of conflicts and of files that have gone stand with the files.
    private static void WriteWarnings(ImportReport report)
    {
        var kinds = report.Files
            .Where(file => file.Status is not (ImportedFileStatus.Conflict or ImportedFileStatus.Gone))
            .SelectMany(file => file.Warnings.Select(warning => (file.File, Warning: warning)))
            .Concat(report.Settings.Select(setting => (File: "the blog's configuration", Warning: new ImportWarning(setting.Line, setting.Code, setting.Message))))
            .GroupBy(found => found.Warning.Code, StringComparer.Ordinal)
            .OrderByDescending(kind => kind.Count());
        foreach (var kind in kinds)
        {
            Console.WriteLine($"warning {kind.Key}, {Times(kind.Count())}:");
            WriteBounded(kind, MostFilesOfWarning, found => Console.WriteLine($"  {found.File}{Place(found.Warning)}: {found.Warning.Message}"));
        }
    }

    private static void WriteBounded<T>(IEnumerable<T> all, int most, Action<T> write)
    {
        var count = 0;
        foreach (var one in all)
        {
            if (count++ < most)
            {
                write(one);
            }
        }

        if (count > most)
        {
            Console.WriteLine($"  and {Text(count - most)} more; --report json names them all");
        }
    }

    private static string RateOf(ImportReport report)
    {
        var posts = report.Files.Count(file => file.Status is not (ImportedFileStatus.Ignored or ImportedFileStatus.Refused or ImportedFileStatus.Gone));
        var seconds = Math.Max(report.Elapsed.TotalSeconds, 0.001);
        return string.Create(CultureInfo.InvariantCulture, $"{Counted.Posts(posts)} in {seconds:N2} s, {posts / seconds:N0} posts/s");
    }

    private static string NameOf(ImportedFileStatus status) => status.ToString().ToLowerInvariant();

    private static string Times(int count) => count is 1 ? "once" : $"{Text(count)} times";

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Place(ImportWarning? warning) => warning?.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $":{line}") : "";
}
