namespace Cms.Content.Links;

/// <summary>One URL, known once to the store.</summary>
/// <param name="Id">Derived from the URL, so that it is the same in every store.</param>
/// <param name="Host">Lower case; null for a path.</param>
/// <param name="Count">How many published posts carry it.</param>
public sealed record Link(Guid Id, string Url, string? Host, long Count);

/// <summary>A post that carries a link.</summary>
/// <param name="Name">What the post calls the link; may be empty in a body.</param>
public sealed record LinkCarrier(Guid LinkId, Guid PostId, string Slug, string Name, LinkPlace Place);

/// <summary>A link as a post carries it.</summary>
public sealed record CarriedLink(Guid PostId, Guid LinkId, string Name, string Url, string? Host, LinkPlace Place);

public enum LinkPlace
{
    FrontMatter,
    Body,
}
