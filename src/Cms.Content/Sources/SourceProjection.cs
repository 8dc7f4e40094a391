using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Cms.Content.Sources;

/// <summary>Keeps the documents of sources true to their events.</summary>
internal sealed class SourceProjection : IProjection
{
    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var stream in events.Where(@event => @event.Data is SourceConfigured).GroupBy(@event => @event.StreamId))
        {
            var source = await operations.LoadAsync<Source>(stream.Key, cancellation);
            operations.Store(stream.Aggregate(source, (known, @event) => Source.After(known, stream.Key, (SourceConfigured)@event.Data))!);
        }
    }
}
