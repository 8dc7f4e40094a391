namespace Cms.Answers;

/// <summary>How many of something costly run at a time on this node. Who comes when all places are taken waits for a little.</summary>
/// <param name="places">How many there are.</param>
/// <param name="refusal">What those are told who waited in vain.</param>
/// <param name="longestWait">How long they wait; null for five seconds.</param>
internal abstract class BoundedPlaces(int places, string refusal, TimeSpan? longestWait = null) : IDisposable
{
    private readonly TimeSpan wait = longestWait ?? TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim free = new(places);

    /// <exception cref="ProblemException">503: none is free.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken ct) => await free.WaitAsync(wait, ct)
        ? new Place(free)
        : throw new ProblemException(Problem.Of(ProblemKind.Busy, refusal));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            free.Dispose();
        }
    }

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
