using System.Collections.Concurrent;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.Answers;

/// <summary>
/// The memory of answers to one version of the content, bounded in bytes; those to an earlier version go at once. Where room is wanted, answers that
/// nobody has asked for since the last time are packed; and when those that are not packed have no more than their share, packed ones go.
/// </summary>
internal sealed class KeptAnswers(IOptions<CacheOptions> options)
{
    private readonly long most = options.Value.AnswerBytes;
    private readonly ConcurrentDictionary<AnswerKey, Place> places = new();
    private readonly Lock gate = new();
    private readonly Round asTheyAre = new();
    private readonly Round packed = new();
    private long newest = long.MinValue;

    public bool IsOff => most == 0;

    // Answers that many ask for are spared the unpacking; the room of the others holds twice as many.
    private long MostAsTheyAre => most / 16;

    /// <summary>The answer to that request, as of that version; null when there is none.</summary>
    public FinishedAnswer? Find(AnswerKey key, long version)
    {
        if (!places.TryGetValue(key, out var place) || place.Version != version)
        {
            return null;
        }

        // Written only where it changes something: many read it at once.
        if (!place.WasUsed)
        {
            place.WasUsed = true;
        }

        return place.Answer;
    }

    public void Keep(AnswerKey key, long version, FinishedAnswer answer)
    {
        var place = new Place(key, version, answer.Trim());

        // One answer that crowds out most of the others is not worth its place.
        if (place.Size > most / 4)
        {
            return;
        }

        lock (gate)
        {
            if (version > newest)
            {
                Forget();
                newest = version;
            }

            if (version == newest && places.TryAdd(key, place))
            {
                asTheyAre.Add(place);
                while (asTheyAre.Size + packed.Size > most)
                {
                    MakeRoom();
                }
            }
        }
    }

    private void Forget()
    {
        places.Clear();
        asTheyAre.Clear();
        packed.Clear();
    }

    private void MakeRoom()
    {
        if (asTheyAre.Size > MostAsTheyAre)
        {
            var place = asTheyAre.TakeUnused();
            if (place.Answer.Pack() is { } smaller)
            {
                place = place with { Answer = smaller };
                places[place.Key] = place;
            }

            // Also one that does not get smaller: it has had its time among those.
            packed.Add(place);
        }
        else
        {
            places.TryRemove(packed.TakeUnused().Key, out _);
        }
    }

    /// <summary>An answer's place in the memory.</summary>
    private sealed record Place(AnswerKey Key, long Version, FinishedAnswer Answer)
    {
        public volatile bool WasUsed;

        public int Size => Answer.Size + (2 * Key.Length);
    }

    /// <summary>Places, the one that was looked at longest ago first.</summary>
    private sealed class Round
    {
        private readonly Queue<Place> places = new();

        public long Size { get; private set; }

        public void Add(Place place)
        {
            places.Enqueue(place);
            Size += place.Size;
        }

        /// <summary>Takes the first that nobody has asked for since it was looked at.</summary>
        public Place TakeUnused()
        {
            var place = places.Dequeue();
            while (place.WasUsed)
            {
                place.WasUsed = false;
                places.Enqueue(place);
                place = places.Dequeue();
            }

            Size -= place.Size;
            return place;
        }

        public void Clear()
        {
            places.Clear();
            Size = 0;
        }
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
