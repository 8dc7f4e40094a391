using Cms.Content.Posts;
using Cms.Content.Posts.BulkWriting;
using Cms.Content.Sources;
using Cms.Markdown;
using Cms.Markdown.Templates;

namespace Cms.Content.Import;

/// <summary>Saves what was read, a transaction for each batch, and tells what became of each file.</summary>
/// <param name="rehearsal">The dry run that this is a part of; null to write.</param>
internal sealed class BatchWriter(PostImportWriter posts, Source source, KnownFiles known, ImportRequest request, Rehearsal? rehearsal)
{
    private readonly TemplateLanguage language = SourceTemplates.LanguageOf(source.Definition.Generator);

    /// <summary>Finds out what is to be written and renders it, which can go on while the batch before is being written.</summary>
    public async Task<PreparedBatch> PrepareAsync(IReadOnlyList<ReadFile> batch, CancellationToken ct)
    {
        var writes = batch.Where(file => file.Post is { IsRefused: false }).Select(Decide).ToList();
        PreparedImport? prepared = null;
        try
        {
            prepared = writes.Count == 0 ? null : await posts.PrepareAsync(writes.ConvertAll(write => write.Post), ct);
        }
        catch (Exception refused) when (StoreRefusal.IsOfOnePost(refused))
        {
            // Which one it is, writing finds out.
        }

        return new(batch, writes, prepared);
    }

    /// <summary>Begins to write, as far as that can go on while the batch before is being written.</summary>
    /// <returns>Null when there is nothing to write, or when one of the posts was refused.</returns>
    public async Task<BegunWrite?> BeginAsync(PreparedBatch batch, CancellationToken ct)
    {
        try
        {
            return batch.Prepared is null ? null : await posts.BeginAsync(batch.Prepared, request.By, ct);
        }
        catch (Exception refused) when (StoreRefusal.IsOfOnePost(refused))
        {
            // As above.
            return null;
        }
    }

    /// <param name="begun">What <see cref="BeginAsync"/> has begun of it.</param>
    public async Task<IReadOnlyList<ImportedFile>> WriteAsync(PreparedBatch batch, BegunWrite? begun, CancellationToken ct)
    {
        // By the file itself, not by its name: an archive may hold two of one name, and only the first is taken.
        Dictionary<ReadFile, ImportedFile> written = new(ReferenceEqualityComparer.Instance);
        if (batch.Writes.Count > 0)
        {
            await SaveAsync(batch.Writes, begun, written, ct);
        }

        return [.. batch.Files.Where(IsReported).Select(file => written.GetValueOrDefault(file) ?? WithoutWriting(file))];
    }

    /// <summary>Reports the posts whose files have gone, and puts them into the trash where that was asked for.</summary>
    public async Task<IEnumerable<ImportedFile>> EndAsync(bool prune, CancellationToken ct)
    {
        var gone = known.Gone.ToList();
        return prune
            ? gone.Zip(await posts.TrashAsync(gone, request.By, request.Force, rehearsal, ct), FilesThatGo.Pruned)
            : gone.Select(FilesThatGo.Kept);
    }

    /// <summary>The posts written whose texts name others by their files, each with the line of its file where the text starts.</summary>
    public Dictionary<Guid, int> Naming { get; } = [];

    /// <summary>Whether any post has an address now that it had not before.</summary>
    public bool HasNewAddresses { get; private set; }

    /// <summary>A file's report with what it names and is not there.</summary>
    /// <param name="brought">What templates bring up when all that can be named is known.</param>
    public ImportedFile WithNames(ImportedFile file, IReadOnlyDictionary<Guid, IReadOnlyList<RenderingWarning>> brought) =>
        file.PostId is { } id && Naming.TryGetValue(id, out var bodyLine) && brought.TryGetValue(id, out var warnings)
            ? file with { Warnings = [.. file.Warnings, .. warnings.Where(warning => !IsKnownAtOnce(warning)).Select(warning => InFile(warning, bodyLine))] }
            : file;

    // A file that was a post and is passed over now has gone, and is told of with those.
    private static bool IsReported(ReadFile file) => !(file.File.IsIgnored && file.Known is not null);

    private WantedWrite Decide(ReadFile file)
    {
        var content = file.Post!.Content!;
        var moved = file.Known is null ? known.TakeMoved(file.Hash, content.Path) : null;
        var origin = new PostOrigin(source.Id, source.Name, file.File.File, file.Hash) { Path = content.Path };
        return new(file, new(content, origin, file.Post.Status, file.Known ?? moved, request.Force) { By = request.By, Exported = file.Post.Exported, UnpublishAt = file.Post.UnpublishAt }, HasMoved: moved is not null);
    }

    // All or nothing: one post that the store refuses would take the whole batch with it. So the halves are tried, until it is alone.
    private async Task SaveAsync(List<WantedWrite> writes, BegunWrite? begun, Dictionary<ReadFile, ImportedFile> written, CancellationToken ct)
    {
        try
        {
            begun ??= await posts.BeginAsync(await posts.PrepareAsync(writes.ConvertAll(write => write.Post), ct), request.By, ct);
            var saved = await posts.ImportAsync(begun, rehearsal, ct);
            foreach (var (write, post) in writes.Zip(saved))
            {
                written[write.File] = Saved(write, post);
            }
        }
        catch (Exception refused) when (StoreRefusal.IsOfOnePost(refused))
        {
            if (writes.Count == 1)
            {
                written[writes[0].File] = Refused(writes[0], refused);
                return;
            }

            await SaveAsync(writes[..(writes.Count / 2)], begun: null, written, ct);
            await SaveAsync(writes[(writes.Count / 2)..], begun: null, written, ct);
        }
    }

    private ImportedFile Saved(WantedWrite write, ImportedPost saved)
    {
        if (saved.Conflict is { } conflict)
        {
            return new(write.File.File.File, ImportedFileStatus.Conflict, conflict == ImportConflict.Purged ? null : saved.Id, saved.Path, [Conflicts.NotTaken(conflict)], Error: null);
        }

        var status = saved.Outcome switch
        {
            ImportOutcome.Unchanged => ImportedFileStatus.Unchanged,
            ImportOutcome.Created => ImportedFileStatus.Created,
            _ => write.HasMoved ? ImportedFileStatus.Moved : ImportedFileStatus.Updated,
        };
        var read = write.File.Post!;
        var isNaming = PostReference.In(write.Post.Content.Markdown, language).Count > 0;
        if (status != ImportedFileStatus.Unchanged)
        {
            HasNewAddresses |= saved.Path != write.Post.Known?.Path;
            if (isNaming)
            {
                Naming[saved.Id] = read.BodyLine;
            }
        }

        List<ImportWarning> warnings = [.. read.Warnings, .. saved.Warnings.Where(warning => !isNaming || IsKnownAtOnce(warning)).Select(warning => InFile(warning, read.BodyLine))];
        if (saved.MovedFrom is not null)
        {
            warnings.Add(new(null, "path-taken", $"Another post has the path '{saved.MovedFrom}', so this one is at '{saved.Path}'. Give one of them another 'permalink'."));
        }

        return new(write.File.File.File, status, saved.Id, saved.Path, warnings, Error: null);
    }

    // Posts that a text names may come in later than it.
    private static bool IsKnownAtOnce(RenderingWarning warning) => warning.Code is not ("liquid-post-not-found" or "shortcode-post-not-found");

    private static ImportWarning InFile(RenderingWarning warning, int bodyLine) => new(bodyLine + warning.Line - 1, warning.Code, warning.Message);

    private ImportedFile Refused(WantedWrite write, Exception refused)
    {
        if (write.HasMoved)
        {
            known.GiveBack(write.Post.Known!);
        }

        var error = refused is ContentException { Error: { } content }
            ? new ImportWarning(content is ContentError.TooLong tooLong ? write.File.Post!.LineOf(tooLong) : null, content.Code, content.Detail)
            : new ImportWarning(null, "store-refused", $"The store did not take this post: {refused.Message}");
        var stored = write.HasMoved ? null : write.Post.Known;
        return new(write.File.File.File, ImportedFileStatus.Refused, stored?.Id, stored?.Path, write.File.Post!.Warnings, error);
    }

    private static ImportedFile WithoutWriting(ReadFile file) => file switch
    {
        { IsPurged: true } => new(file.File.File, ImportedFileStatus.Conflict, PostId: null, Path: null, [Conflicts.Purged], Error: null),
        { Post: null, Known.Conflict: { } conflict } => new(file.File.File, ImportedFileStatus.Conflict, file.Known.Id, file.Known.Path, [Conflicts.NotTaken(conflict)], Error: null),
        { Post: null } => new(file.File.File, ImportedFileStatus.Unchanged, file.Known?.Id, file.Known?.Path, [], Error: null),
        _ => new(
            file.File.File,
            file.File.IsIgnored || file.Post.IsIgnored ? ImportedFileStatus.Ignored : ImportedFileStatus.Refused,
            file.Known?.Id,
            file.Known?.Path,
            file.Post.Warnings,
            file.Post.Refusal),
    };
}

/// <summary>A batch on its way into the store.</summary>
/// <param name="Prepared">Null when there is nothing to write, or when one of the posts was refused.</param>
internal sealed record PreparedBatch(IReadOnlyList<ReadFile> Files, List<WantedWrite> Writes, PreparedImport? Prepared);

/// <param name="HasMoved">Whether the post was another file's, which has gone.</param>
internal sealed record WantedWrite(ReadFile File, PostToImport Post, bool HasMoved);
