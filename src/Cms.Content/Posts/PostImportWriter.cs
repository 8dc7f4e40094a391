using Cms.Content.Access;
using Cms.Content.Posts.BulkWriting;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Writes what files say of posts: one event for each post that changes, one transaction for each call.</summary>
public sealed class PostImportWriter
{
    // Large enough that a transaction's own cost does not show, small enough that other writers do not wait for long.
    private const int PostsToTrashAtOnce = 500;

    private readonly NpgsqlDataSource dataSource;
    private readonly DocumentStore store;
    private readonly PublishedCopies copies;
    private readonly TimeProvider clock;
    private readonly ImportPreparation preparation;
    private readonly PostBulkWriter writer;

    internal PostImportWriter(NpgsqlDataSource dataSource, DocumentStore store, PublishedCopies copies, SourceCatalog sources, TimeProvider clock)
    {
        this.dataSource = dataSource;
        this.store = store;
        this.copies = copies;
        this.clock = clock;
        preparation = new(copies, sources);
        writer = new(new PostLog(store));
    }

    /// <summary>The posts that a source has, whatever their status.</summary>
    public async Task<IReadOnlyList<KnownPost>> OfSourceAsync(Guid sourceId, CancellationToken ct) => await KnownPosts.OfSourceAsync(dataSource, sourceId, ct);

    /// <summary>The hashes of a source's files whose posts were removed for good.</summary>
    public async Task<IReadOnlyList<string>> PurgedOfSourceAsync(Guid sourceId, CancellationToken ct) => await KnownPosts.PurgedOfSourceAsync(dataSource, sourceId, ct);

    /// <summary>Takes in files, new or changed. All or nothing. A path that another post has is moved to <c>-2</c>.</summary>
    /// <returns>One for each file, in order.</returns>
    public async Task<IReadOnlyList<ImportedPost>> ImportAsync(IReadOnlyList<PostToImport> posts, Actor by, CancellationToken ct) =>
        await ImportAsync(await PrepareAsync(posts, ct), by, rehearsal: null, ct);

    /// <summary>Renders what is to be written, apart from <see cref="BeginAsync"/>, so that one batch can be prepared while the one before it is written.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.TooLong"/>.</exception>
    public async Task<PreparedImport> PrepareAsync(IReadOnlyList<PostToImport> posts, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(posts);
        foreach (var post in posts)
        {
            PostLimits.Check(post);
        }

        var decisions = posts.Select(post => ImportDecision.On(post, post.Known)).ToList();
        await using var command = dataSource.CreateCommand();
        var revisions = await ImportPreparation.SourceRevisionsAsync(command, posts, ct);
        await using var session = store.QuerySession();
        var before = await LoadAsync(session, decisions.Where(decision => decision.Outcome == ImportOutcome.Updated).Select(decision => decision.Known!.Id), ct);
        var now = clock.GetUtcNow();
        var changes = new Queue<PreparedChange>(await preparation.PrepareAsync(
            [.. decisions.Where(decision => decision.Writes).Select(decision => new WantedChange(
                decision.File, decision.Known?.Id ?? decision.File.Exported?.Id ?? Guid.CreateVersion7(now), before.GetValueOrDefault(decision.Known?.Id ?? Guid.Empty), decision.File.Content.Path))],
            revisions,
            now,
            ct));
        return new([.. decisions.Select(decision => new PreparedPost(decision.File, decision.Writes ? changes.Dequeue() : null))]);
    }

    /// <summary>Opens the transaction that takes in what was prepared and writes what no other writer has a say in, which can go on while another batch is written.</summary>
    public async Task<BegunWrite> BeginAsync(PreparedImport prepared, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(prepared);

        // An exported post brings its id along, which another may have.
        var ahead = prepared.Posts.Where(post => post.File.Exported is null).Select(post => post.Change?.Change).OfType<PostChange>().Where(change => change.IsNew).ToHashSet();
        var transaction = await OpenAsync(by, ct);
        try
        {
            await PostBulkWriter.WriteAheadAsync(transaction.Transaction, ahead, ct);
            return new(prepared, transaction, ahead);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes in what was prepared. All or nothing.</summary>
    /// <param name="rehearsal">The run that keeps nothing, of which this is a part; null to write.</param>
    /// <returns>One for each file, in order.</returns>
    public async Task<IReadOnlyList<ImportedPost>> ImportAsync(PreparedImport prepared, Actor by, Rehearsal? rehearsal, CancellationToken ct) =>
        await ImportAsync(await BeginAsync(prepared, by, ct), rehearsal, ct);

    /// <summary>Takes in what was begun. All or nothing; the transaction has ended afterwards.</summary>
    /// <param name="rehearsal">The run that keeps nothing, of which this is a part; null to write.</param>
    /// <returns>One for each file, in order.</returns>
    public async Task<IReadOnlyList<ImportedPost>> ImportAsync(BegunWrite begun, Rehearsal? rehearsal, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(begun);
        await using var held = begun;
        var transaction = begun.Transaction;
        await transaction.LockAddressesAsync(ct);
        var posts = await DecideAsync(transaction.Transaction, begun.Prepared, ct);
        List<ImportingPost> writes = [.. posts.Where(post => post.Decision.Writes)];
        if (writes.Count > 0)
        {
            await (rehearsal?.LeaveAsync(transaction.Transaction, ct) ?? Task.CompletedTask);
            await TakePathsAsync(new FreePaths(transaction.Transaction, rehearsal), writes, ct);
            await FitAsync(transaction, writes, ct);
            var changes = writes.ConvertAll(post => post.Change!);
            transaction.Changed.Add(changes, await writer.WriteAsync(transaction.Transaction, changes, clock.GetUtcNow(), ct, begun.Ahead));
            await EndAsync(transaction, rehearsal, ct);
            writes.ForEach(post => rehearsal?.Remember(post.Id, post.Decision.Known?.Path, post.Path));
        }

        return posts.ConvertAll(post => post.ToImported());
    }

    /// <summary>Puts posts whose files have gone into the trash, save those that were changed in the store since their import.</summary>
    /// <param name="force">Whether those go, too.</param>
    /// <param name="rehearsal">The run that keeps nothing, of which this is a part; null to write.</param>
    /// <returns>One for each post, in order.</returns>
    public async Task<IReadOnlyList<ImportedPost>> TrashAsync(IReadOnlyList<KnownPost> gone, Actor by, bool force, Rehearsal? rehearsal, CancellationToken ct)
    {
        List<ImportedPost> trashed = new(gone.Count);
        foreach (var some in gone.Chunk(PostsToTrashAtOnce))
        {
            trashed.AddRange(await TrashSomeAsync(some, new PostTrashed(clock.GetUtcNow(), by) { IsPruned = true }, by, force, rehearsal, ct));
        }

        return trashed;
    }

    /// <summary>Puts a source's posts into the trash, save those that were changed since their import.</summary>
    public async Task TrashUntouchedAsync(Guid sourceId, Actor by, CancellationToken ct)
    {
        var untouched = (await OfSourceAsync(sourceId, ct)).Where(post => post.Revision == post.ImportedRevision).ToList();
        foreach (var some in untouched.Chunk(PostsToTrashAtOnce))
        {
            await TrashSomeAsync(some, new PostTrashed(clock.GetUtcNow(), by), by, force: false, rehearsal: null, ct);
        }
    }

    private async Task<IEnumerable<ImportedPost>> TrashSomeAsync(KnownPost[] gone, PostTrashed trashed, Actor by, bool force, Rehearsal? rehearsal, CancellationToken ct)
    {
        await using var transaction = await OpenAsync(by, ct);
        await transaction.LockAddressesAsync(ct);
        var known = (await KnownPosts.HoldAsync(transaction.Transaction, [.. gone.Select(post => post.Id)], ct)).ToDictionary(post => post.Known.Id, post => post.Known);
        var outcomes = gone.Select(post => TrashOutcome(post, known.GetValueOrDefault(post.Id), force)).ToList();
        var ids = outcomes.Where(post => post.Outcome == ImportOutcome.Trashed).Select(post => post.Id).ToList();
        if (ids.Count > 0)
        {
            var before = await LoadAsync(transaction.Session, ids, ct);
            var changes = ids.ConvertAll(id => PostChange.Of(before[id], id, trashed, copies, SourceRendering.None));
            transaction.Changed.Add(changes, await writer.WriteAsync(transaction.Transaction, changes, trashed.At, ct));
            await EndAsync(transaction, rehearsal, ct);
        }

        return outcomes;
    }

    // A post that was found to be another file's since, or was purged, has not gone with this one.
    private static ImportedPost TrashOutcome(KnownPost gone, KnownPost? known, bool force) => known switch
    {
        null or { Status: PostStatus.Trashed } => new(gone.Id, gone.Path, MovedFrom: null, ImportOutcome.Unchanged),
        _ when known.File != gone.File => new(known.Id, known.Path, MovedFrom: null, ImportOutcome.Unchanged),
        { Conflict: { } conflict } when !force => new(known.Id, known.Path, MovedFrom: null, ImportOutcome.Conflict, conflict),
        _ => new(known.Id, known.Path, MovedFrom: null, ImportOutcome.Trashed),
    };

    private async Task<ContentTransaction> OpenAsync(Actor by, CancellationToken ct)
    {
        var transaction = await ContentTransaction.BeginAsync(dataSource, store, by, ct);
        await using var settings = new NpgsqlBatch(transaction.Transaction.Connection, transaction.Transaction)
        {
            BatchCommands =
            {
                // A plan that was made for an empty table would be kept while the import fills it.
                new("set local plan_cache_mode = force_custom_plan"),

                // Half of what the server does in an import is compressing text, unless it may do so by lz4, which not every build can.
                new("select set_config(name, 'lz4', true) from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)"),
            },
        };
        await settings.ExecuteNonQueryAsync(ct);
        return transaction;
    }

    // What is not committed is rolled back.
    private static async Task EndAsync(ContentTransaction transaction, Rehearsal? rehearsal, CancellationToken ct)
    {
        if (rehearsal is null)
        {
            await transaction.CommitAsync(ct);
        }
    }

    // What the importer knew may be old: another import of the same folder can have been here since. Asked again under the lock, no file becomes two posts.
    private static async Task<List<ImportingPost>> DecideAsync(NpgsqlTransaction transaction, PreparedImport prepared, CancellationToken ct)
    {
        var files = prepared.Posts.Select(post => post.File).ToList();
        var current = await KnownPosts.HoldAsync(
            transaction,
            [.. files.Select(file => file.Known?.Id).Concat(files.Select(file => file.Exported?.Id)).OfType<Guid>()],
            [.. files.Select(file => file.Origin.SourceId).Distinct()],
            [.. files.Select(file => file.Origin.File)],
            ct);
        var byId = current.ToDictionary(post => post.Known.Id, post => post.Known);
        var byFile = current.GroupBy(post => (post.SourceId, post.Known.File)).ToDictionary(file => file.Key, file => file.First().Known);
        var exported = await ExportedRevisions.FindAsync(transaction, files.ConvertAll(file => file.Exported).OfType<ExportedRevision>().ToList(), ct);
        return [.. prepared.Posts.Select(Decide)];

        ImportingPost Decide(PreparedPost post)
        {
            var file = post.File;
            var known = (file.Exported is { } line ? byId.GetValueOrDefault(line.Id) : null)
                ?? (file.Known is { } before ? byId.GetValueOrDefault(before.Id) : byFile.GetValueOrDefault((file.Origin.SourceId, file.Origin.File)));
            return file.Exported is { } revision
                ? new(post, exported.Decide(file, known), exported.Purged.Contains(revision.Id))
                : new(post, ImportDecision.On(file, known));
        }
    }

    private static async Task TakePathsAsync(FreePaths paths, List<ImportingPost> posts, CancellationToken ct)
    {
        await paths.LookUpAsync([.. posts.Select(post => post.Decision.File.Content.Path)], ct);

        // A post that leaves its path goes first, so that another of this call can have it.
        var moves = posts.ToLookup(post => post.Decision.Moves);
        foreach (var post in moves[true])
        {
            paths.Leave(post.Decision.Known!.Path, post.Id);
        }

        foreach (var post in moves[true].Concat(moves[false]))
        {
            post.Path = await paths.TakeAsync(post.Decision.File.Content.Path, post.Id, ct);
        }
    }

    /// <summary>Gives each post the change that was prepared, or one that is made anew where the store is not as it was then: the path is taken, the post or its source has changed.</summary>
    private async Task FitAsync(ContentTransaction transaction, List<ImportingPost> posts, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("", transaction.Transaction.Connection, transaction.Transaction);
        var revisions = await ImportPreparation.SourceRevisionsAsync(command, posts.Select(post => post.Decision.File), ct);
        var misfits = posts.Where(post => !post.TryFit(revisions.GetValueOrDefault(post.Decision.File.Origin.SourceId))).ToList();
        if (misfits.Count == 0)
        {
            return;
        }

        var before = await LoadAsync(transaction.Session, misfits.Where(post => post.Decision.Known is not null).Select(post => post.Id), ct);
        var changes = await preparation.PrepareAsync(
            misfits.ConvertAll(post => new WantedChange(post.Decision.File, post.Id, before.GetValueOrDefault(post.Id), post.Path)), revisions, clock.GetUtcNow(), ct);
        foreach (var (post, change) in misfits.Zip(changes))
        {
            post.Change = change.Change;
        }
    }

    private static async Task<Dictionary<Guid, Post>> LoadAsync(IQuerySession session, IEnumerable<Guid> ids, CancellationToken ct)
    {
        Guid[] wanted = [.. ids];
        return wanted.Length == 0 ? [] : (await session.LoadManyAsync<Post>(ct, wanted)).ToDictionary(post => post.Id);
    }
}
