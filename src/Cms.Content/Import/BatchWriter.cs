using Cms.Content.Posts;
using Cms.Content.Sources;

namespace Cms.Content.Import;

/// <summary>Saves what was read, a transaction for each batch, and tells what became of each file.</summary>
internal sealed class BatchWriter(PostImportWriter posts, Source source, KnownFiles known)
{
    public async Task<IReadOnlyList<ImportedFile>> WriteAsync(IReadOnlyList<ReadFile> batch, CancellationToken ct)
    {
        var writes = batch.Where(file => file.Post is { IsRefused: false }).Select(Prepare).ToList();
        Dictionary<string, ImportedFile> written = new(StringComparer.Ordinal);
        if (writes.Count > 0)
        {
            await SaveAsync(writes, written, ct);
        }

        return [.. batch.Where(IsReported).Select(file => written.GetValueOrDefault(file.File.File) ?? WithoutWriting(file))];
    }

    // A file that was a post and is passed over now has gone, and is told of with the gone ones.
    private static bool IsReported(ReadFile file) => !(file.File.IsIgnored && file.Known is not null);

    private Write Prepare(ReadFile file)
    {
        var content = file.Post!.Content!;
        var moved = file.Known is null ? known.TakeMoved(file.Hash, content.Path) : null;
        var origin = new PostOrigin(source.Id, source.Name, file.File.File, file.Hash);
        return new(file, new(content, origin, file.Post.Status, file.Known ?? moved), HasMoved: moved is not null);
    }

    // All or nothing: one post that the store refuses would take the whole batch with it. So the halves are tried, until it is alone.
    private async Task SaveAsync(List<Write> writes, Dictionary<string, ImportedFile> written, CancellationToken ct)
    {
        try
        {
            var saved = await posts.ImportAsync([.. writes.Select(write => write.Post)], ct);
            foreach (var (write, post) in writes.Zip(saved))
            {
                written[write.File.File.File] = Saved(write, post);
            }
        }
        catch (Exception refused) when (StoreRefusal.IsOfOnePost(refused))
        {
            if (writes.Count == 1)
            {
                written[writes[0].File.File.File] = Refused(writes[0], refused);
                return;
            }

            await SaveAsync(writes[..(writes.Count / 2)], written, ct);
            await SaveAsync(writes[(writes.Count / 2)..], written, ct);
        }
    }

    private static ImportedFile Saved(Write write, ImportedPost saved)
    {
        var status = saved.Outcome switch
        {
            ImportOutcome.Unchanged => ImportedFileStatus.Unchanged,
            ImportOutcome.Trashed => ImportedFileStatus.Conflict,
            ImportOutcome.Created => ImportedFileStatus.Created,
            _ => write.HasMoved ? ImportedFileStatus.Moved : ImportedFileStatus.Updated,
        };
        if (saved.Outcome == ImportOutcome.Trashed)
        {
            return new(write.File.File.File, status, saved.Id, saved.Path, [new(null, "trashed-in-store", "The post lies in the trash of the store, so its file was not taken.")], Error: null);
        }

        IReadOnlyList<ImportWarning> warnings = saved.MovedFrom is null
            ? write.File.Post!.Warnings
            : [.. write.File.Post!.Warnings, new(null, "path-taken", $"Another post has the path '{saved.MovedFrom}', so this one is at '{saved.Path}'.")];
        return new(write.File.File.File, status, saved.Id, saved.Path, warnings, Error: null);
    }

    private ImportedFile Refused(Write write, Exception refused)
    {
        if (write.HasMoved)
        {
            known.GiveBack(write.Post.Known!);
        }

        var error = refused is ContentException { Error: { } content }
            ? new ImportWarning(null, content.Code, content.Detail)
            : new ImportWarning(null, "store-refused", $"The store did not take this post: {refused.Message}");
        var stored = write.HasMoved ? null : write.Post.Known;
        return new(write.File.File.File, ImportedFileStatus.Refused, stored?.Id, stored?.Path, write.File.Post!.Warnings, error);
    }

    private static ImportedFile WithoutWriting(ReadFile file)
    {
        var status = file.Post is null ? ImportedFileStatus.Unchanged : file.File.IsIgnored ? ImportedFileStatus.Ignored : ImportedFileStatus.Refused;
        return new(file.File.File, status, file.Known?.Id, file.Known?.Path, file.Post?.Warnings ?? [], file.Post?.Refusal);
    }

    private sealed record Write(ReadFile File, PostToImport Post, bool HasMoved);
}
