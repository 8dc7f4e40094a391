using Cms.Content.Storage;

namespace Cms.Content.Posts.BulkWriting;

/// <summary>Files of which a part is written, in a transaction that holds no lock yet. It is rolled back unless it is taken in.</summary>
public sealed class BegunWrite : IAsyncDisposable
{
    internal BegunWrite(PreparedImport prepared, ContentTransaction transaction, IReadOnlySet<PostChange> ahead)
    {
        Prepared = prepared;
        Transaction = transaction;
        Ahead = ahead;
    }

    internal PreparedImport Prepared { get; }

    internal ContentTransaction Transaction { get; }

    /// <summary>The changes of which a part is written.</summary>
    internal IReadOnlySet<PostChange> Ahead { get; }

    /// <summary>Ends the transaction. More than once is no harm.</summary>
    public ValueTask DisposeAsync() => Transaction.DisposeAsync();
}
