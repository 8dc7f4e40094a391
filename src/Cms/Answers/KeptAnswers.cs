using System.Collections.Concurrent;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.Answers;

/// <summary>
/// The memory of answers, bounded in bytes. Each counts for the content version that it was kept with alone. Where room is wanted, answers that nobody
/// has asked for since the last time are packed, and those that are packed already go.
/// </summary>
internal sealed class KeptAnswers(IOptions<CacheOptions> options)
{
    private readonly long most = options.Value.AnswerBytes;
    private readonly ConcurrentDictionary<AnswerKey, Place> places = new();
    private readonly Lock gate = new();

    // Every place once, the one that was looked at longest ago first.
    private readonly Queue<(AnswerKey Key, Place Place)> round = new();
    private long size;

    public bool IsOff => most == 0;

    /// <summary>The answer to that request, as of that version; null when there is none.</summary>
    public FinishedAnswer? Find(AnswerKey key, long version)
    {
        if (!places.TryGetValue(key, out var place) || place.Entry is not { } entry || entry.Version != version)
        {
            return null;
        }

        // Written only where it changes something: many read it at once.
        if (!place.WasUsed)
        {
            place.WasUsed = true;
        }

        return entry.Answer;
    }

    public void Keep(AnswerKey key, long version, FinishedAnswer answer)
    {
        var entry = new Entry(version, answer.Trim(), answer.Size + (2 * key.Length));

        // One answer that crowds out most of the others is not worth its place.
        if (entry.Size > most / 4)
        {
            return;
        }

        lock (gate)
        {
            if (!places.TryGetValue(key, out var place))
            {
                places[key] = place = new Place();
                round.Enqueue((key, place));
            }

            Put(place, entry);
            while (size > most && round.TryDequeue(out var next))
            {
                MakeRoom(next.Key, next.Place, version);
            }
        }
    }

    private void MakeRoom(AnswerKey key, Place place, long version)
    {
        var entry = place.Entry!;
        if (entry.Version == version && place.WasUsed)
        {
            place.WasUsed = false;
            round.Enqueue((key, place));
        }
        else if (entry.Version == version && entry.Answer.Pack() is { } packed)
        {
            Put(place, new Entry(version, packed, packed.Size + (2 * key.Length)));
            round.Enqueue((key, place));
        }
        else
        {
            places.TryRemove(key, out _);
            Put(place, null);
        }
    }

    private void Put(Place place, Entry? entry)
    {
        size += (entry?.Size ?? 0) - (place.Entry?.Size ?? 0);
        place.Entry = entry;
    }

    private sealed record Entry(long Version, FinishedAnswer Answer, int Size);

    private sealed class Place
    {
        public volatile bool WasUsed;
        public volatile Entry? Entry;
    }
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
