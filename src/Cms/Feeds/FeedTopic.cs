using Cms.Content.Delivery;
using Cms.Content.Taxonomies;

namespace Cms.Feeds;

/// <summary>Which posts a feed is about.</summary>
/// <param name="Path">Its address, before <c>/feed.atom</c> and percent-decoded.</param>
/// <param name="Filter">Null for all posts.</param>
internal abstract record FeedTopic(string Path, PostFilter? Filter)
{
    public sealed record All() : FeedTopic("", Filter: null);

    public sealed record OfTerm(string Kind, Taxonomy Taxonomy, string Slug)
        : FeedTopic($"/{Kind}/{Slug}", new PostFilter.Terms(Taxonomy, Quantifier.Some, TermMatch.Slug, Operator.Equal, [Slug]));

    public sealed record InLanguage(string Code)
        : FeedTopic($"/languages/{Code}", new PostFilter.Text(PostText.Language, Operator.Equal, [Code]));

    /// <summary>What the topic is called, as one of its posts says; null for all posts.</summary>
    public string? NameIn(DeliveredPost post) => this switch
    {
        OfTerm term => TermsOf(post, term.Taxonomy).FirstOrDefault(carried => carried.Slug == term.Slug)?.Name,
        InLanguage language => language.Code,
        _ => null,
    };

    private static IReadOnlyList<TermReference> TermsOf(DeliveredPost post, Taxonomy taxonomy) => taxonomy switch
    {
        Taxonomy.Tag => post.Tags,
        Taxonomy.Category => post.Categories,
        Taxonomy.Author => post.Authors,
        _ => post.Keywords,
    };
}
