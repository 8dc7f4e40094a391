using Cms.Content.Export.Files;
using Cms.Content.Posts;
using Cms.Content.Taxonomies;
using Cms.Markdown.FrontMatter;
using Marten;
using Npgsql;

namespace Cms.Content.Export;

/// <summary>Writes the store's posts as files that import to the same posts: those that are as they came byte for byte, the others with what has changed.</summary>
/// <remarks>All but the posts in the trash, as they are at one moment. What is held in memory does not grow with their number.</remarks>
public sealed class Exporter(NpgsqlDataSource dataSource, DocumentStore store, TimeProvider clock)
{
    // Read together: what all files have in common is read once for them.
    private const int FilesAtOnce = 200;
    private const int BytesAtOnce = 8 * 1024 * 1024;

    /// <param name="progress">Told after each post how many are written.</param>
    /// <exception cref="ExportException">The folder cannot be written into, there is no such source, or the disk is full.</exception>
    public async Task<ExportReport> ExportAsync(ExportRequest request, IProgress<int>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = clock.GetTimestamp();
        await using var posts = await StoredPosts.OpenAsync(dataSource, ct);
        var (stored, hasOwn) = await posts.SourcesAsync(ct);
        var sources = ExportedFolders.Of(stored, hasOwn, request, clock);
        var folder = new ExportFolder(request.Folder, request.Overwrite);
        foreach (var source in sources)
        {
            WriteOthers(source, folder);
        }

        var byId = sources.Where(source => source.Id != Guid.Empty).ToDictionary(source => source.Id);
        var own = sources.FirstOrDefault(source => source.HoldsOwn);
        var done = 0;
        List<FileToWrite> some = new(FilesAtOnce);
        await foreach (var post in posts.ReadAsync([.. byId.Keys], own is not null, ct))
        {
            var source = post.Post.SourceId is { } id ? byId[id] : own!;
            var shown = post.Post is { HasUnpublishedChanges: true, Status: PostStatus.Published } ? await PublishedAsync(post, source, posts.Terms, ct) : post;
            some.AddRange(Prepare(shown, source));
            if (some.Count >= FilesAtOnce || some.Sum(file => file.Written.Bytes.LongLength) >= BytesAtOnce)
            {
                WriteSome();
            }
        }

        WriteSome();
        foreach (var source in sources)
        {
            WritePages(source, folder);
        }

        return new([.. sources.Select(source => source.Report)], clock.GetElapsedTime(started));

        void WriteSome()
        {
            foreach (var files in some.GroupBy(file => file.Source))
            {
                var datedByFile = DatedByFile(files);
                foreach (var file in files)
                {
                    Write(file, datedByFile.Contains(file.File), folder);
                    progress?.Report(++done);
                }
            }

            some.Clear();
        }
    }

    // A file of what is not out yet would put it out with the next import.
    private async Task<PostToExport> PublishedAsync(PostToExport exported, SourceToExport source, ChangedTerms terms, CancellationToken ct)
    {
        var post = exported.Post;
        await using var session = store.QuerySession();
        var published = (await PostRevisions.AtAsync(session, post.Id, post.PublishedRevision!.Value, ct))!;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var content = terms.In(published.Content, (await ChangedTerms.WrittenByAsync(connection, [published], ct))[post.Id]);
        source.Report.Note(post.File ?? post.Path, $"The post '{post.Path}' has changes that are not published, and they are left out. Publish or discard them to have them in the file.");
        return exported with
        {
            Post = post with { Content = content },
            IsAsImported = post.PublishedRevision == post.ImportedRevision && ReferenceEquals(content, published.Content),
        };
    }

    private static void WriteOthers(SourceToExport source, ExportFolder folder)
    {
        foreach (var (file, bytes) in source.Reading.Files)
        {
            source.Names.Reserve(file);
            if (folder.Write(source.PathOf(file), bytes) is { } problem)
            {
                Refuse(source, file, problem);
            }
        }
    }

    // A page that is there has its text, which is not ours to take away.
    private static void WritePages(SourceToExport source, ExportFolder folder)
    {
        foreach (var (file, bytes) in source.Reading.Pages.Files())
        {
            if (folder.Holds(source.PathOf(file)))
            {
                continue;
            }

            if (folder.Write(source.PathOf(file), bytes) is { } problem)
            {
                Refuse(source, file, problem);
                continue;
            }

            source.Report.Note(file, "Posts lead to this page, and pages are not taken in: the file says its address and no more.");
        }
    }

    private static IEnumerable<FileToWrite> Prepare(PostToExport exported, SourceToExport source)
    {
        var post = exported.Post;
        source.Reading.Pages.Note(post.Content.Markdown);
        var file = source.Names.Take(post, exported.IsAsImported, source.Reading.Generator);
        var isAsImported = exported.IsAsImported && file == post.Origin!.File && exported.Original is not null;
        try
        {
            return [new(source, post, file, isAsImported
                ? new(PostFile.AsImported(exported.Original!, post.Content.Markdown), [])
                : PostFile.Write(WantedPost.Of(exported), exported.Original, file, source.Reading), isAsImported)];
        }
        catch (FrontMatterChangeException refused)
        {
            Refuse(source, file, $"The post '{post.Path}' cannot be written as a file: {refused.Message}");
            return [];
        }
    }

    // Files that have changed say their date themselves.
    private static IReadOnlySet<string> DatedByFile(IGrouping<SourceToExport, FileToWrite> files) =>
        files.Key.Reading.DatedByFile(files.Where(file => file.IsAsImported).ToDictionary(file => file.File, file => file.Written.Bytes, StringComparer.Ordinal));

    private static void Write(FileToWrite written, bool isDatedByFile, ExportFolder folder)
    {
        var (source, post, file, (bytes, unsaid), isAsImported) = written;

        // Where nothing but the file's time told the date, it has to tell it again.
        if (folder.Write(source.PathOf(file), bytes, isDatedByFile ? post.Content.PublishedAt : null) is { } problem)
        {
            Refuse(source, file, problem);
            return;
        }

        Count(source.Report, post, isAsImported);
        if (unsaid.Count > 0)
        {
            source.Report.Note(file, $"An import will not read all of this file as the post '{post.Path}' is: {string.Join(", ", unsaid)}.");
        }
    }

    private static void Count(ExportedSource report, Post post, bool isAsImported)
    {
        _ = isAsImported ? report.Unchanged++ : post.Origin is not null ? report.Changed++ : report.Made++;
    }

    private static void Refuse(SourceToExport source, string file, string reason)
    {
        source.Report.Refused++;
        source.Report.Note(file, reason, isRefusal: true);
    }

    /// <param name="File">Within its source.</param>
    /// <param name="IsAsImported">Whether it is byte for byte the file that the post came from.</param>
    private sealed record FileToWrite(SourceToExport Source, Post Post, string File, PostFile Written, bool IsAsImported);
}
