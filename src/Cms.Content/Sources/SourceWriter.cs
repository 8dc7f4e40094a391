using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Sources;

/// <summary>Keeps sources and their configuration.</summary>
public sealed class SourceWriter(NpgsqlDataSource dataSource, DocumentStore store, TimeProvider clock)
{
    /// <summary>The source of that name, so defined: made, changed or found as it was.</summary>
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

        var id = known?.Id ?? Guid.CreateVersion7(clock.GetUtcNow());
        var configured = new SourceConfigured(name, definition, clock.GetUtcNow());
        if (known is null)
        {
            transaction.Session.Events.StartStream<Source>(id, configured);
        }
        else
        {
            transaction.Session.Events.Append(id, known.Revision + 1, configured);
            await transaction.Changed.TouchSourceAsync(transaction.Transaction, id, ct);
        }

        await transaction.CommitAsync(ct);
        return Source.After(known, id, configured);
    }

    /// <summary>Changes how a source's posts are rendered. Their addresses stay: those are read by an import.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.SourceNotFound"/> or <see cref="ContentError.StaleSource"/>.</exception>
    public async Task<Source> ReviseAsync(Guid id, ExpectedRevision expected, Func<SourceDefinition, SourceDefinition> revise, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(revise);
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, by, ct);
        await transaction.LockAddressesAsync(ct);
        var known = await transaction.Session.LoadAsync<Source>(id, ct) ?? throw new ContentException(new ContentError.SourceNotFound(id.ToString()));
        if (expected.Revisions?.Contains(known.Revision) == false)
        {
            throw new ContentException(new ContentError.StaleSource(known.Name, expected.Sent, known.Revision));
        }

        var definition = revise(known.Definition);
        if (definition == known.Definition)
        {
            return known;
        }

        var configured = new SourceConfigured(known.Name, definition, clock.GetUtcNow());
        transaction.Session.Events.Append(id, known.Revision + 1, configured);
        await transaction.Changed.TouchSourceAsync(transaction.Transaction, id, ct);
        await transaction.CommitAsync(ct);
        return Source.After(known, id, configured);
    }

    /// <summary>Null when there is none.</summary>
    public async Task<Source?> FindAsync(string name, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await FindAsync(session, name, ct);
    }

    private static Task<Source?> FindAsync(IQuerySession session, string name, CancellationToken ct) =>
        session.Query<Source>().FirstOrDefaultAsync(source => source.Name == name, ct);
}
