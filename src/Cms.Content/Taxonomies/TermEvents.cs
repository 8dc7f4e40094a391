using Cms.Content.Access;

namespace Cms.Content.Taxonomies;

/// <summary>Something that a writer did to a tag, category or author itself. Each is in the term's own stream, and makes one revision of it.</summary>
public interface ITermEvent
{
    Taxonomy Taxonomy { get; }

    /// <summary>The term's id.</summary>
    int TermId { get; }

    Actor By { get; }

    DateTimeOffset At { get; }
}

/// <summary>What a term says of itself.</summary>
/// <param name="Url">An author's home.</param>
/// <param name="Bio">Who an author is.</param>
/// <param name="Email">An author's; never shown to readers.</param>
public sealed record TermProfile(string Name, string Slug, string? Description = null, string? Url = null, string? Bio = null, string? Email = null);

/// <summary>The term has another name now, on all posts. What it was called before means it still.</summary>
/// <param name="Absorbed">The id of a removed term that had the name before, and is this one now; null for none.</param>
public sealed record TermRenamed(Taxonomy Taxonomy, int TermId, TermProfile Before, TermProfile After, int? Absorbed, Actor By, DateTimeOffset At) : ITermEvent;

/// <summary>The term is told of in other words now.</summary>
public sealed record TermDescribed(Taxonomy Taxonomy, int TermId, TermProfile Before, TermProfile After, Actor By, DateTimeOffset At) : ITermEvent;

/// <summary>The term became part of another one: what carried it carries that. It ends the stream.</summary>
public sealed record TermMerged(Taxonomy Taxonomy, int TermId, TermProfile Term, int IntoId, TermProfile Into, Actor By, DateTimeOffset At) : ITermEvent;

/// <summary>The term was taken off all posts as they are. One that names it again later brings it back.</summary>
public sealed record TermRemoved(Taxonomy Taxonomy, int TermId, TermProfile Term, Actor By, DateTimeOffset At) : ITermEvent;
