using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Cms.Content.Search;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>
/// The store's content version, as this node has last heard it: a counter that each transaction raises whose outcome readers can see. What was
/// read after a version was heard is at least as new as that version.
/// </summary>
public sealed class ContentVersion
{
    // Whoever commits through a data source finds the node's version by it, without being handed one.
    private static readonly ConditionalWeakTable<NpgsqlDataSource, ContentVersion> OfDataSource = [];

    private readonly NpgsqlDataSource dataSource;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private Heard? heard;
    private Question? asking;
    private TaskCompletionSource change = NewChange();

    public ContentVersion(NpgsqlDataSource dataSource, TimeProvider clock)
    {
        (this.dataSource, this.clock) = (dataSource, clock);
        OfDataSource.AddOrUpdate(dataSource, this);
    }

    /// <summary>What is known without asking; false when that is older than <paramref name="maximumAge"/>.</summary>
    public bool TryGet(TimeSpan maximumAge, [NotNullWhen(true)] out ContentState? state)
    {
        var known = Volatile.Read(ref heard);
        state = known?.State;
        return known is not null && clock.GetElapsedTime(known.At) < maximumAge;
    }

    /// <summary>Asks the store unless what is known is young enough. Many who ask at once share one statement.</summary>
    public async ValueTask<long> GetAsync(TimeSpan maximumAge, CancellationToken ct) => (await StateAsync(maximumAge, ct)).Version;

    /// <summary>The same with what else is known of the version.</summary>
    public async ValueTask<ContentState> StateAsync(TimeSpan maximumAge, CancellationToken ct)
    {
        if (TryGet(maximumAge, out var state))
        {
            return state;
        }

        Question question;
        lock (gate)
        {
            question = asking ??= new Question(AskAsync);
        }

        return await question.Answer.WaitAsync(ct);
    }

    /// <summary>Content has changed, or may have: the next one who wants the version asks for it.</summary>
    public void Forget()
    {
        lock (gate)
        {
            heard = null;

            // An answer on its way may be from before the change, and is not for those who come after it.
            asking = null;
        }

        Interlocked.Exchange(ref change, NewChange()).SetResult();
    }

    /// <summary>Ends when content has changed, or may have.</summary>
    public Task NextChangeAsync() => Volatile.Read(ref change).Task;

    /// <summary>Has a node read what it has written itself, however little time has passed.</summary>
    internal static void ForgetAfterCommit(NpgsqlDataSource dataSource)
    {
        if (OfDataSource.TryGetValue(dataSource, out var version))
        {
            version.Forget();
        }
    }

    /// <summary>Forgets whenever another node, or this one, has changed something. Ends with the token alone; while nothing can be heard, the node only asks more often.</summary>
    public Task ListenAsync(Action<Exception> lost, CancellationToken ct) =>
        StoreNotifications.ListenAsync(dataSource, ContentTransaction.Channel, Forget, lost, ct);

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<ContentState> AskAsync(Question question)
    {
        var at = clock.GetTimestamp();
        try
        {
            await using var command = dataSource.CreateCommand($"select version, changed_at, exists (select from {SearchTables.Queue}) from {ContentTables.ContentVersion}");
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            var state = new ContentState(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetBoolean(2));
            lock (gate)
            {
                heard = asking == question ? new Heard(state, at) : heard;
            }

            return state;
        }
        finally
        {
            lock (gate)
            {
                asking = asking == question ? null : asking;
            }
        }
    }

    /// <param name="At">When the question was sent: the answer is true of then, not of when it came.</param>
    private sealed record Heard(ContentState State, long At);

    private sealed class Question
    {
        // Not on the asker's stack, where the gate is held.
        public Question(Func<Question, Task<ContentState>> ask) => Answer = Task.Run(() => ask(this));

        public Task<ContentState> Answer { get; }
    }
}

/// <summary>The content, as far as it is known without reading any of it.</summary>
/// <param name="ChangedAt">When it became what it is at this version, to be told by the second: no two versions share one.</param>
/// <param name="IsIndexBehind">Whether the search index lacks something of it still, which it takes in without another version.</param>
public sealed record ContentState(long Version, DateTimeOffset ChangedAt, bool IsIndexBehind);
