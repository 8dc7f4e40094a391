using Cms.Answers;

namespace Cms.Rest.Export;

/// <summary>How many exports run at a time. Each holds a connection to the store for as long as its reader takes.</summary>
internal sealed class ExportPlaces : IDisposable
{
    private const int Places = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim free = new(Places);

    /// <exception cref="ProblemException">503: none is free.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken ct) => await free.WaitAsync(LongestWait, ct)
        ? new Place(free)
        : throw new ProblemException(Problem.Of(ProblemKind.Busy, "Too many exports are running at the moment. Try again when one of them has ended."));

    public void Dispose() => free.Dispose();

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
