using Cms.Content.Access;
using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;

namespace Cms.Hosting;

/// <summary>A handful of posts for someone who looks at the program for the first time.</summary>
internal static class SampleContent
{
    public const string Source = PostRules.SampleSource;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "SampleContent");

    /// <summary>Imports the samples into a store that never had a post.</summary>
    public static async Task ImportIntoEmptyAsync(IServiceProvider services, CancellationToken ct)
    {
        if (!await services.GetRequiredService<StoreSetup>().IsEmptyAsync(ct))
        {
            return;
        }

        var report = await services.GetRequiredService<Importer>().ImportAsync(new ImportRequest(Folder) { Source = Source, By = Actor.Program }, progress: null, ct);
        services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(SampleContent)).LogInformation(
            "The store was empty, so it got {Count} sample posts; Cms:SampleContent=false leaves them out",
            report.Count(ImportedFileStatus.Created));
    }

    /// <summary>Puts the samples that nobody has changed into the trash: the store has posts of its user's now.</summary>
    public static async Task GiveWayAsync(IServiceProvider services, ImportReport report, CancellationToken ct)
    {
        if (report.Source != Source
            && report.Files.Any(file => file.PostId is not null)
            && await services.GetRequiredService<SourceWriter>().FindAsync(Source, ct) is { } samples)
        {
            await services.GetRequiredService<PostImportWriter>().TrashUntouchedAsync(samples.Id, Actor.Program, ct);
        }
    }
}
