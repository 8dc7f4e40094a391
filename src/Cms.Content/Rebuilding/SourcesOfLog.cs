using Cms.Content.Sources;

namespace Cms.Content.Rebuilding;

/// <summary>How sources had their posts rendered at any time: a published copy is what its source made of it when it went out, or at a later change that its posts have followed.</summary>
internal sealed class SourcesOfLog(LogReading log)
{
    // A source holds its layouts and data; posts that follow each other are mostly of one source.
    private const int Held = 8;

    // Of each change, its number in the log, and whether the posts that were out followed it.
    private readonly Dictionary<Guid, List<(long Number, bool RendersPosts)>> changes = [];
    private readonly Dictionary<(Guid, int), SourceRendering> held = [];

    /// <summary>The sources of today.</summary>
    public async Task<IReadOnlyList<Source>> ReadAsync(CancellationToken ct)
    {
        Dictionary<Guid, Source> sources = [];
        await foreach (var entry in log.SourceEventsAsync(ct))
        {
            var configured = (SourceConfigured)entry.Event;
            sources[entry.Stream] = Source.After(sources.GetValueOrDefault(entry.Stream), entry.Stream, configured);
            (changes.TryGetValue(entry.Stream, out var known) ? known : changes[entry.Stream] = []).Add((entry.Number, configured.RendersPosts));
        }

        return [.. sources.Values];
    }

    public async Task<SourceRendering> RenderingAsync(PublishedOfLog published, CancellationToken ct)
    {
        if (published.Post.SourceId is not { } id || !changes.TryGetValue(id, out var known))
        {
            return SourceRendering.None;
        }

        var revision = known.FindLastIndex(change => change.RendersPosts || change.Number < published.PublishedBy) + 1;
        if (!held.TryGetValue((id, revision), out var rendering))
        {
            if (held.Count >= Held)
            {
                held.Clear();
            }

            held[(id, revision)] = rendering = SourceRendering.For(await log.SourceAsync(id, revision, ct));
        }

        return rendering;
    }
}
