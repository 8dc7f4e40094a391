using System.Collections.Concurrent;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.Answers;

/// <summary>
/// The memory of answers to one version of the content, bounded in bytes; those to an earlier version go at once. Where room is wanted, answers that
/// nobody has asked for since the last time are packed, until many ask for them again; and when those that are not packed have no more than their share,
/// packed ones go.
/// </summary>
internal sealed class KeptAnswers(IOptions<CacheOptions> options)
{
    // So often a packed answer is asked for before it is worth its room. Of answers that are all asked for alike, one in so many is packed again for another.
    private const int HitsToUnpack = 64;

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

        if (place.Answer.IsPacked && ++place.Hits == HitsToUnpack)
        {
            Unpack(place);
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
                Add(place);
            }
        }
    }

    private void Unpack(Place place)
    {
        lock (gate)
        {
            var again = new Place(place.Key, place.Version, place.Answer.Unpack());
            if (places.TryUpdate(place.Key, again, place))
            {
                packed.Leave(place);
                Add(again);
            }
        }
    }

    private void Add(Place place)
    {
        asTheyAre.Add(place);
        while (asTheyAre.Size + packed.Size > most)
        {
            MakeRoom();
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
                place = new Place(place.Key, place.Version, smaller);
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
    private sealed class Place(AnswerKey key, long version, FinishedAnswer answer)
    {
        public volatile bool WasUsed;

        /// <summary>Of a packed one. About: many count at once.</summary>
        public int Hits;

        /// <summary>Whether it is in a round that it has no part in any more.</summary>
        public bool HasLeft;

        public AnswerKey Key { get; } = key;

        public long Version { get; } = version;

        public FinishedAnswer Answer { get; } = answer;

        public int Size { get; } = answer.Size + (2 * key.Length);
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

        /// <summary>It is passed over when its turn comes.</summary>
        public void Leave(Place place)
        {
            place.HasLeft = true;
            Size -= place.Size;
        }

        /// <summary>Takes the first that nobody has asked for since it was looked at.</summary>
        public Place TakeUnused()
        {
            var place = places.Dequeue();
            while (place.HasLeft || place.WasUsed)
            {
                if (!place.HasLeft)
                {
                    place.WasUsed = false;
                    places.Enqueue(place);
                }

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
