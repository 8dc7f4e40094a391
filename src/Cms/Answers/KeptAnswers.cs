using Cms.Hosting;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Cms.Answers;

/// <summary>The memory of answers, bounded in bytes. Each counts for the content version that it was kept with alone.</summary>
internal sealed class KeptAnswers(IOptions<CacheOptions> options) : IDisposable
{
    // One answer that crowds out most of the others is not worth its place.
    private readonly long largest = options.Value.Bytes / 4;
    private readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = Math.Max(1, options.Value.Bytes), CompactionPercentage = 0.1 });

    public bool IsOff => options.Value.Bytes == 0;

    /// <summary>The answer to that request, as of that version; null when there is none.</summary>
    public FinishedAnswer? Find(AnswerKey key, long version) =>
        answers.TryGetValue(key, out Entry? entry) && entry!.Version == version ? entry.Answer : null;

    public void Keep(AnswerKey key, long version, FinishedAnswer answer)
    {
        var size = answer.Size + (2 * key.Length);
        if (size <= largest)
        {
            answers.Set(key, new Entry(version, answer), new MemoryCacheEntryOptions { Size = size });
        }
    }

    public void Dispose() => answers.Dispose();

    private sealed record Entry(long Version, FinishedAnswer Answer);
}

/// <summary>All of a request that chooses its answer.</summary>
/// <param name="Request">The address or, for a request with a body, that body's hash.</param>
/// <param name="Accept">As it was sent.</param>
/// <param name="Coding">The coding that the client likes best.</param>
internal readonly record struct AnswerKey(string Request, string Accept, string Coding)
{
    private const int MaximumLength = 4096;

    public static AnswerKey Of(HttpRequest request, string asked) =>
        new(asked, request.Headers.Accept.ToString(), ContentCoding.Choose(request.Headers.AcceptEncoding).Name ?? "");

    public int Length => Request.Length + Accept.Length + Coding.Length;

    /// <summary>Whether it is short enough to be kept.</summary>
    public bool IsReasonable => Length <= MaximumLength;
}
