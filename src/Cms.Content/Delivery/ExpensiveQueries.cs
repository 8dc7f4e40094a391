namespace Cms.Content.Delivery;

/// <summary>How much readers may ask of the database at once.</summary>
public sealed record QueryBounds
{
    /// <summary>How long one question may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many expensive questions are worked on at once; 0 for any number.</summary>
    public int Places { get; init; } = 4;

    /// <summary>How many more may wait for a place.</summary>
    public int Queue { get; init; } = 32;

    /// <summary>How long they wait.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>Keeps questions that can cost much from taking the database away from all others.</summary>
public sealed class ExpensiveQueries(QueryBounds bounds) : IDisposable
{
    private readonly SemaphoreSlim? places = bounds.Places == 0 ? null : new(bounds.Places);
    private int waiting;

    /// <summary>Asks within the time that a question may take, whatever else goes on.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.QueryTooExpensive"/>.</exception>
    public async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(bounds.Timeout);
        try
        {
            return await ask(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested && patience.IsCancellationRequested)
        {
            throw new ContentException(new ContentError.QueryTooExpensive(bounds.Timeout));
        }
    }

    /// <summary>Asks when there is a place, and within the time.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.QueryTooExpensive"/>, or <see cref="ContentError.TooManyQueries"/> where too many wait already.</exception>
    public async Task<T> InPlaceAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        using var place = await EnterAsync(ct);
        return await InTimeAsync(ask, ct);
    }

    /// <summary>Takes a place for as long as what is returned lives.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.TooManyQueries"/>.</exception>
    public async Task<IDisposable?> EnterAsync(CancellationToken ct)
    {
        if (places is null || await places.WaitAsync(TimeSpan.Zero, ct))
        {
            return places is null ? null : new Place(places);
        }

        var isShort = Interlocked.Increment(ref waiting) <= bounds.Queue;
        try
        {
            return isShort && await places.WaitAsync(bounds.LongestWait, ct) ? new Place(places) : throw new ContentException(new ContentError.TooManyQueries());
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Dispose() => places?.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                places.Release();
            }
        }
    }
}
