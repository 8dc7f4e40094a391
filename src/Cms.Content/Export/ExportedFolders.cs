using System.Globalization;
using Cms.Content.Export.Files;
using Cms.Content.Sources;

namespace Cms.Content.Export;

/// <summary>Which sources are written, and which folder each gets.</summary>
internal static class ExportedFolders
{
    /// <summary>The source of posts that were made in the store.</summary>
    public const string OwnSource = "cms";

    // In bytes; a file system's own bound is 255, and a number may come along.
    private const int LongestName = 200;

    /// <param name="sources">Those that have posts.</param>
    /// <param name="hasOwn">Whether there are posts that were made in the store.</param>
    /// <exception cref="ExportException">There is no source of the name that was asked for.</exception>
    public static IReadOnlyList<SourceToExport> Of(IReadOnlyList<Source> sources, bool hasOwn, ExportRequest request, TimeProvider clock)
    {
        // Exported and imported again, posts of the store are a source of that name; those that are new since belong to it.
        var own = hasOwn ? sources.FirstOrDefault(IsOwn) : null;
        var all = sources.Select(source => (source.Name, source.Id, source.Definition, HoldsOwn: source == own))
            .Concat(hasOwn && own is null ? [(OwnSource, Guid.Empty, request.Site.ToDefinition(), true)] : [])
            .OrderBy(source => source.Name, StringComparer.Ordinal)
            .ToList();
        var wanted = request.Source is null ? all : all.FindAll(source => source.Name == request.Source);
        if (wanted.Count == 0 && request.Source is not null)
        {
            throw new ExportException($"There is no source '{request.Source}' with posts. There {(all.Count == 0 ? "is none" : $"are: {string.Join(", ", all.Select(source => source.Name).Distinct(StringComparer.Ordinal))}")}.");
        }

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return wanted.ConvertAll(source => new SourceToExport(
            source.Id,
            source.HoldsOwn,
            new(source.Definition, clock),
            new(source.Name, wanted.Count == 1 ? "" : Take(source.Name, taken), SourceFiles.ImportOptions(source.Definition))));
    }

    private static bool IsOwn(Source source) => source.Name == OwnSource && source.Definition is { Generator: Generator.Jekyll, Prefix: "" }
        && ConfigurationText.Read(source.Definition.Configuration) is var settings && settings["source"] is null && settings["collections_dir"] is null;

    // A source may be called anything; a folder may not.
    private static string Take(string name, HashSet<string> taken)
    {
        var letters = name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' or ' ' or '+' ? letter : '-');
        var safe = FileNames.Shortened(string.Concat(letters).Trim(' ', '.'), LongestName).TrimEnd(' ', '.');
        safe = safe.Length == 0 ? "source" : safe;
        var folder = safe;
        for (var number = 2; !taken.Add(folder); number++)
        {
            folder = string.Create(CultureInfo.InvariantCulture, $"{safe}-{number}");
        }

        return folder;
    }
}

/// <summary>A source on its way into its folder.</summary>
/// <param name="HoldsOwn">Whether posts that were made in the store belong to it.</param>
internal sealed record SourceToExport(Guid Id, bool HoldsOwn, SourceReading Reading, ExportedSource Report)
{
    public FileNames Names { get; } = new();

    public string PathOf(string file) => Report.Folder.Length == 0 ? file : $"{Report.Folder}/{file}";
}
