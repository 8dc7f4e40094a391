using System.Collections.Concurrent;
using System.Globalization;
using Cms.Answers;

namespace Cms.Access;

/// <summary>
/// Counts by whom something happens, in minutes that begin with the first time. Looks without counting, counts what has failed, and goes by
/// a clock that a test can set: the framework's limiters do only the first.
/// </summary>
/// <param name="name">In the <c>RateLimit</c> headers.</param>
/// <param name="most">How often within a minute; 0 for no limit.</param>
internal sealed class RequestLimit(string name, int most, TimeProvider clock)
{
    private const int MostCounted = 100_000;

    // Where those are counted together who come when all places are taken.
    private const string Others = "";

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Window> windows = new(StringComparer.Ordinal);
    private long sweptAt = clock.GetTimestamp();

    /// <summary>Where someone stands; null without a limit, and for someone who has no name.</summary>
    public RequestRate? Look(string? who) => most == 0 || who is null ? null : RateOf(windows.GetValueOrDefault(who), clock.GetTimestamp());

    /// <summary>Counts once more; null as for <see cref="Look"/>.</summary>
    public RequestRate? Count(string? who)
    {
        if (most == 0 || who is null)
        {
            return null;
        }

        var now = clock.GetTimestamp();
        Sweep(now);
        var full = windows.Count >= MostCounted && !windows.ContainsKey(who);
        return RateOf(
            windows.AddOrUpdate(
                full ? Others : who,
                _ => new Window(now, 1),
                (_, window) => IsOver(window, now) ? new Window(now, 1) : window with { Count = window.Count + 1 }),
            now);
    }

    private RequestRate RateOf(Window? window, long now) => window is null || IsOver(window, now)
        ? new RequestRate(name, most, 0, Length)
        : new RequestRate(name, most, window.Count, Length - clock.GetElapsedTime(window.Since, now));

    private bool IsOver(Window window, long now) => clock.GetElapsedTime(window.Since, now) >= Length;

    // Once a minute at most, by whoever comes first.
    private void Sweep(long now)
    {
        var before = Volatile.Read(ref sweptAt);
        if (clock.GetElapsedTime(before, now) < Length || Interlocked.CompareExchange(ref sweptAt, now, before) != before)
        {
            return;
        }

        foreach (var window in windows.Where(window => IsOver(window.Value, now)))
        {
            windows.TryRemove(window);
        }
    }

    private sealed record Window(long Since, int Count);
}

/// <summary>Where someone stands within a limit.</summary>
/// <param name="Counted">How often it has happened in this minute.</param>
/// <param name="Left">How long this minute lasts.</param>
internal sealed record RequestRate(string Name, int Most, int Counted, TimeSpan Left)
{
    /// <summary>Whether nothing is left.</summary>
    public bool IsUsedUp => Counted >= Most;

    /// <summary>Whether this time was one too many.</summary>
    public bool IsExceeded => Counted > Most;

    private int SecondsLeft => Math.Max(1, (int)Math.Ceiling(Left.TotalSeconds));

    /// <summary>As draft-ietf-httpapi-ratelimit-headers-10 has it.</summary>
    public void WriteHeaders(HttpResponse response)
    {
        response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{Name}\";q={Most};w=60");
        response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{Name}\";r={Math.Max(0, Most - Counted)};t={SecondsLeft}");
    }

    /// <summary>429, to be answered in this response.</summary>
    public Problem Refuse(HttpResponse response)
    {
        WriteHeaders(response);
        response.Headers.RetryAfter = SecondsLeft.ToString(CultureInfo.InvariantCulture);
        return Refusal;
    }

    public Problem Refusal => Problem.Of(ProblemKind.RateLimited, $"{Most} a minute is the most that is taken here ({Name}). Go on in {SecondsLeft} seconds.");
}
