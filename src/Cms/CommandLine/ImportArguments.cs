using Cms.Content.Import;
using Cms.Content.Sources;
using Cms.Hosting;

namespace Cms.CommandLine;

/// <summary>What was typed after <c>cms import</c>.</summary>
internal sealed record ImportArguments(IReadOnlyList<string> Paths)
{
    public const string StandardInput = "-";

    /// <summary>All that goes for each of the paths.</summary>
    public required ImportRequest Options { get; init; }

    public bool Watch { get; init; }

    public bool AsJson { get; init; }

    /// <summary>One import for each folder and archive, and one for all single files together.</summary>
    /// <exception cref="CannotRunException">The arguments contradict each other, or name nothing that is there.</exception>
    public IReadOnlyList<ImportRequest> ToRequests()
    {
        foreach (var path in Paths.Where(path => path != StandardInput && !Path.Exists(path)))
        {
            throw new CannotRunException($"There is no file or folder '{path}'. Name a blog's folder, a zip of one, or Markdown files.");
        }

        CheckOptions();
        var singleFiles = Paths.Where(IsSingleFile).ToList();
        var requests = Paths.Where(path => !IsSingleFile(path)).Select(path => Options with { Path = path }).ToList();
        if (singleFiles.Count > 0)
        {
            requests.Add(Options with { Path = singleFiles[0], Files = singleFiles[1..] });
        }

        return requests.Count == 1 || Options.Source is null
            ? requests
            : throw new CannotRunException("--source names one source, and these are several. Import them one by one.");
    }

    private void CheckOptions()
    {
        if (Options.Source is { } source && string.IsNullOrWhiteSpace(source))
        {
            throw new CannotRunException("--source needs a name. Leave it out for the folder's own.");
        }

        if (PathPrefix.RefusalOf(Options.Prefix) is { } refused)
        {
            throw new CannotRunException($"--prefix takes the start of a path, like /blog, and '{Options.Prefix}' is none. {refused}");
        }

        if (Options.Prune && Paths.FirstOrDefault(path => path == StandardInput || IsSingleFile(path)) is { } part)
        {
            throw new CannotRunException($"--prune looks for files that have gone, and '{part}' says nothing of others. Name the whole folder.");
        }

        if (Watch && (Paths.Count > 1 || !Directory.Exists(Paths[0])))
        {
            throw new CannotRunException("--watch follows one folder. Name one folder alone.");
        }

        if (Watch && (Options.DryRun || AsJson))
        {
            throw new CannotRunException($"--watch has no end to report at, so it does not go with {(AsJson ? "--report json" : "--dry-run")}. Leave one of them out.");
        }
    }

    private static bool IsSingleFile(string path) =>
        path != StandardInput && File.Exists(path) && Path.GetExtension(path).ToUpperInvariant() is not (".ZIP" or ".TAR" or ".TGZ" or ".GZ");
}
