using System.Runtime.CompilerServices;

namespace Cms.Content.Import;

/// <summary>What came of one look at a folder that is followed.</summary>
/// <param name="Report">The files that were looked into, and those that have gone since the last look; null when none could be.</param>
/// <param name="Problem">Why not, as a sentence; null when all is well.</param>
public sealed record WatchedChange(ImportReport? Report, string? Problem);

/// <summary>Imports a folder, and then again what changes in it.</summary>
/// <remarks>
/// What the system says of changes only wakes it: which files to read is told by their times and sizes as well, because a folder that is moved
/// in names none of its files, and a burst of changes loses some.
/// </remarks>
public sealed class FolderWatch(Importer importer, TimeProvider clock)
{
    /// <summary>The first import's report, and then one for each burst of changes, until it is cancelled.</summary>
    /// <exception cref="ImportException">The folder cannot be imported or watched to begin with.</exception>
    public async IAsyncEnumerable<WatchedChange> FollowAsync(
        ImportRequest request, IProgress<ImportProgress>? progress, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);

        // Before the first look, so that no change falls between the two.
        var folder = Path.GetFullPath(request.Path);
        using var changes = new FolderChanges(folder, clock);
        var look = new Look(importer, request, folder);
        yield return new(await look.AtAllAsync(progress, ct), Problem: null);
        while (true)
        {
            var changed = await changes.WaitAsync(ct);
            var step = await look.AgainAsync(changed, ct);
            if (step.Problem is not null || step.Report!.Files.Count > 0)
            {
                yield return step;
            }
        }
    }

    private sealed class Look(Importer importer, ImportRequest request, string folder)
    {
        private Dictionary<string, (DateTime Changed, long Length)> seen = [];
        private HashSet<string> gone = [];

        // Changes with all that decides how files are read beside their own bytes.
        private string? configuration;

        public async Task<ImportReport> AtAllAsync(IProgress<ImportProgress>? progress, CancellationToken ct)
        {
            using var site = Site.Open(request);
            if (!site.IsWhole)
            {
                throw new ImportException($"'{request.Path}' is a part of a blog. To follow it, name the blog's own folder.");
            }

            return Remember(site, Stamps(site), await importer.ImportAsync(site, request, _ => true, progress, ct));
        }

        public async Task<WatchedChange> AgainAsync(IReadOnlySet<string>? changed, CancellationToken ct)
        {
            try
            {
                using var site = Site.Open(request);
                var stamps = Stamps(site);
                var everything = configuration != site.ConfigurationHash;
                var toldBefore = gone;
                var report = Remember(site, stamps, await importer.ImportAsync(
                    site,
                    request,
                    file => everything || changed?.Contains(FullPath(file)) == true || !seen.TryGetValue(file.File, out var before) || before != stamps[file.File],
                    progress: null,
                    ct));
                return new(report with { Files = [.. report.Files.Where(file => IsNews(file, toldBefore))], Settings = everything ? report.Settings : [] }, Problem: null);
            }
            catch (Exception passing) when (passing is ImportException or ContentException or IOException)
            {
                // A configuration in the middle of being edited, say. The next change brings another look, at everything.
                configuration = null;
                return new(Report: null, passing.Message);
            }
        }

        private ImportReport Remember(Site site, Dictionary<string, (DateTime, long)> stamps, ImportReport report)
        {
            seen = stamps;
            configuration = site.ConfigurationHash;
            gone = report.Files.Where(file => file.Status == ImportedFileStatus.Gone).Select(file => file.File).ToHashSet(StringComparer.Ordinal);
            return report;
        }

        private static bool IsNews(ImportedFile file, HashSet<string> toldBefore) => file.Status switch
        {
            ImportedFileStatus.Unchanged or ImportedFileStatus.Ignored => false,
            ImportedFileStatus.Gone => !toldBefore.Contains(file.File),
            _ => true,
        };

        // Taken before the files are read: what changes after that has another time at the next look.
        private Dictionary<string, (DateTime, long)> Stamps(Site site) => site.Files.ToDictionary(file => file.File, Stamp, StringComparer.Ordinal);

        private (DateTime, long) Stamp(SiteFile file)
        {
            var info = new FileInfo(FullPath(file));
            return info.Exists ? (info.LastWriteTimeUtc, info.Length) : default;
        }

        private string FullPath(SiteFile file) => Path.Combine(folder, file.File);
    }
}
