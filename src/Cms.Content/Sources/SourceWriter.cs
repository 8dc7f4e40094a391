using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Sources;

/// <summary>Keeps sources and their configuration. What readers see of a source's posts follows each change in the very transaction of it.</summary>
public sealed class SourceWriter
{
    private readonly NpgsqlDataSource dataSource;
    private readonly DocumentStore store;
    private readonly CopyRenewal renewal;
    private readonly PathMoves moves;
    private readonly IConfiguredPaths paths;
    private readonly TimeProvider clock;

    internal SourceWriter(NpgsqlDataSource dataSource, DocumentStore store, CopyRenewal renewal, PathMoves moves, IConfiguredPaths paths, TimeProvider clock) =>
        (this.dataSource, this.store, this.renewal, this.moves, this.paths, this.clock) = (dataSource, store, renewal, moves, paths, clock);

    /// <summary>The source of that name, so defined: made, changed or found as it was. Its posts stay where they are: an import that reads their files moves them.</summary>
    public async Task<Source> ConfigureAsync(string name, SourceDefinition definition, Actor by, CancellationToken ct)
    {
        PostLimits.CheckSourceName(name);
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, by, ct);
        await transaction.LockAddressesAsync(ct);
        var known = await FindAsync(transaction.Session, name, ct);
        if (known?.Definition == definition)
        {
            return known;
        }

        var source = await ConfigureAsync(transaction, known, known?.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), name, definition, ct);
        await (known is null ? Task.CompletedTask : renewal.RenewAsync(transaction, source, isRendered: _ => false, ct));
        await transaction.CommitAsync(ct);
        return source;
    }

    /// <summary>Changes how a source's posts are rendered and, where that is asked for, their addresses. All or nothing.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.SourceNotFound"/>, <see cref="ContentError.StaleRevision"/>, <see cref="ContentError.InvalidSource"/> or <see cref="ContentError.TooLong"/>.</exception>
    public async Task<ChangedSource> ReviseAsync(Guid id, ExpectedRevision expected, SourceChange change, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(change);
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, by, ct);
        await transaction.LockAddressesAsync(ct);
        var known = await transaction.Session.LoadAsync<Source>(id, ct) ?? throw new ContentException(new ContentError.SourceNotFound(id.ToString()));
        expected.Check(known.Revision, $"Source '{known.Name}'");
        var definition = change.ApplyTo(known.Definition);
        var isAnother = definition != known.Definition;
        await (isAnother ? paths.CheckAsync(id, definition, ct) : Task.CompletedTask);
        var source = isAnother ? await ConfigureAsync(transaction, known, id, known.Name, definition, ct) : known;
        var (moved, told) = change.MovesPaths
            ? await moves.MoveAsync(transaction, await paths.FindAsync(id, known.Definition, definition, ct), SourceRendering.For(source), clock.GetUtcNow(), ct)
            : (new HashSet<Guid>(), null);
        if (isAnother || moved.Count > 0)
        {
            // What has moved is rendered; what stayed is not, unless the configuration is what it was.
            await renewal.RenewAsync(transaction, source, post => !isAnother || moved.Contains(post), ct);
            await transaction.CommitAsync(ct);
        }

        return new(source, told);
    }

    /// <summary>Null when there is none.</summary>
    public async Task<Source?> FindAsync(string name, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await FindAsync(session, name, ct);
    }

    private async Task<Source> ConfigureAsync(ContentTransaction transaction, Source? known, Guid id, string name, SourceDefinition definition, CancellationToken ct)
    {
        var configured = new SourceConfigured(name, definition, clock.GetUtcNow()) { RendersPosts = true };
        if (known is null)
        {
            transaction.Session.Events.StartStream<Source>(id, configured);
        }
        else
        {
            transaction.Session.Events.Append(id, known.Revision + 1, configured);
        }

        await transaction.SaveAsync(ct);
        return Source.After(known, id, configured);
    }

    private static Task<Source?> FindAsync(IQuerySession session, string name, CancellationToken ct) =>
        session.Query<Source>().FirstOrDefaultAsync(source => source.Name == name, ct);
}
