using Cms.Content.Access;
using Cms.Content.Changes;
using Cms.Content.Delivery;
using Marten;
using Marten.Services;
using Npgsql;

namespace Cms.Content.Storage;

/// <summary>One change of content: events, documents and rows in one transaction, whose last statement raises the content version.</summary>
internal sealed class ContentTransaction : IAsyncDisposable
{
    /// <summary>Where the nodes listen for changes of content.</summary>
    public const string Channel = "cms_content";

    // Any constant does; all nodes have to agree on it.
    private const long AddressLock = 0x436d734164647273;

    // All posts of a large store may be among what changes.
    private const int SecondsOfLast = 300;

    private readonly NpgsqlDataSource dataSource;
    private readonly NpgsqlConnection connection;
    private readonly List<AuditEntry> entries = [];
    private readonly long lastSequenceBefore;
    private bool termsChange;
    private bool hasEnded;

    private ContentTransaction(NpgsqlDataSource dataSource, NpgsqlConnection connection, NpgsqlTransaction transaction, IDocumentSession session, Actor actor, long lastSequenceBefore)
    {
        this.dataSource = dataSource;
        this.connection = connection;
        this.lastSequenceBefore = lastSequenceBefore;
        Actor = actor;
        Transaction = transaction;
        Session = session;
    }

    /// <summary>Who changes what this transaction changes.</summary>
    public Actor Actor { get; }

    public NpgsqlTransaction Transaction { get; }

    public IDocumentSession Session { get; }

    /// <summary>The posts that readers see otherwise from now on.</summary>
    public ChangedPosts Changed { get; } = new();

    public static async Task<ContentTransaction> BeginAsync(NpgsqlDataSource dataSource, DocumentStore store, Actor actor, CancellationToken ct)
    {
        var opened = await dataSource.OpenConnectionAsync(ct);
        try
        {
            var transaction = await opened.BeginTransactionAsync(ct);
            await using var sequence = new NpgsqlCommand($"select last_value from {ContentTables.EventSequence}", opened, transaction);
            var last = (long)(await sequence.ExecuteScalarAsync(ct))!;
            return new ContentTransaction(dataSource, opened, transaction, store.LightweightSession(SessionOptions.ForTransaction(transaction)), actor, last);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Paths, slugs and new terms are judged by one writer at a time, until the transaction ends.</summary>
    public Task LockAddressesAsync(CancellationToken ct) => LockAsync("select pg_advisory_xact_lock($1)", ct);

    /// <summary>Waits for the writer who judges addresses, and has the next one wait; for changes that leave addresses alone.</summary>
    public Task ShareAddressesAsync(CancellationToken ct) => LockAsync("select pg_advisory_xact_lock_shared($1)", ct);

    private async Task LockAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection, Transaction);
        command.Parameters.Add(new() { Value = AddressLock });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A statement of this transaction.</summary>
    /// <param name="values">Its parameters, <c>$1</c> first.</param>
    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection, Transaction);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }

    /// <summary>Has the audit say what no event of this transaction says.</summary>
    public void Note(AuditEntry entry) => entries.Add(entry);

    /// <summary>Says that a term that exists is another now, or is gone; readers see that.</summary>
    public void ChangeTerms() => termsChange = true;

    /// <summary>Writes what is pending, so that what follows in this transaction sees it.</summary>
    public Task SaveAsync(CancellationToken ct) => Session.SaveChangesAsync(ct);

    public Task CommitAsync(CancellationToken ct) => CommitAsync(readersSee: true, ct);

    /// <summary>Saves all, with a row of the audit for each event.</summary>
    /// <param name="readersSee">Whether anything that readers get has changed, besides terms and posts that are said to be <see cref="Changed"/>.</param>
    public async Task CommitAsync(bool readersSee, CancellationToken ct)
    {
        await SaveAsync(ct);
        await Audit.RecordEventsAsync(Transaction, Actor, lastSequenceBefore, ct);
        await Audit.RecordAsync(Transaction, Actor, entries, ct);
        if (readersSee || termsChange || Changed.Any)
        {
            await RaiseVersionAsync(connection, Transaction, termsChange, Changed, ct);
        }

        await Transaction.CommitAsync(ct);
        ContentVersion.ForgetAfterCommit(dataSource);
    }

    /// <summary>Tells all nodes that readers see something new. The last statements before the commit.</summary>
    /// <param name="changed">The posts that it is about; null for none.</param>
    internal static async Task RaiseVersionAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, bool termsChange, ChangedPosts? changed, CancellationToken ct)
    {
        // Last, because the row stays locked until the commit: versions then grow in the order of commits.
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = SecondsOfLast };
        // Each has a second of its own: HTTP tells no finer time, and no clock says of two in one second which was seen.
        batch.BatchCommands.Add(new($"update {ContentTables.ContentVersion} set version = version + 1, changed_at = greatest(clock_timestamp(), changed_at + interval '1 second'){(termsChange ? ", terms_version = terms_version + 1" : "")}"));
        changed?.WriteTo(batch);
        batch.BatchCommands.Add(new($"select pg_notify('{Channel}', '')"));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Rolls back what is not committed. More than once is no harm.</summary>
    public async ValueTask DisposeAsync()
    {
        // Npgsql gives the same object to the next who begins a transaction on the pooled connection: ending it twice would end that one.
        if (hasEnded)
        {
            return;
        }

        hasEnded = true;
        await Session.DisposeAsync();
        await Transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
