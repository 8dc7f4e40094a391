using System.Collections.Concurrent;

namespace Cms.Content.Access;

/// <summary>
/// Keys that were looked up within the last second, by their hash. Revocations on other nodes are heard of at once; a second is what remains of
/// a key whose revocation was not heard.
/// </summary>
internal sealed class KeyCache(TimeProvider clock)
{
    private const int MostKeys = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private int revocations;

    /// <summary>Counts revocations. A key that was looked up before one is not kept after it.</summary>
    public int Revocations => Volatile.Read(ref revocations);

    public ApiKey? Find(string hash) =>
        entries.TryGetValue(hash, out var entry) && clock.GetElapsedTime(entry.Since) < Patience ? entry.Key : null;

    /// <summary>Whether the key was good lately; it may be revoked since.</summary>
    public bool Knows(string hash) => entries.ContainsKey(hash);

    /// <param name="revocationsBefore">As they were before the key was looked up.</param>
    /// <param name="since">When it was looked up.</param>
    public void Keep(string hash, ApiKey key, int revocationsBefore, long since)
    {
        if (entries.Count >= MostKeys)
        {
            entries.Clear();
        }

        entries[hash] = new Entry(key, since);
        if (Revocations != revocationsBefore)
        {
            entries.TryRemove(hash, out _);
        }
    }

    public void Forget(string hash) => entries.TryRemove(hash, out _);

    /// <summary>Forgets all keys: one of them is revoked, and looking up the others again costs little.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref revocations);
        entries.Clear();
    }

    private sealed record Entry(ApiKey Key, long Since);
}
