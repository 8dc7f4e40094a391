using System.Globalization;
using Cms.Content.Delivery;
using Cms.Content.Taxonomies;
using Cms.GraphQL.Nodes;
using Cms.GraphQL.Paging;
using Cms.GraphQL.Posts;
using GraphQL;
using GraphQL.Types;

namespace Cms.GraphQL.Terms;

/// <summary>A way in which posts are classed.</summary>
internal abstract class TermType : ObjectGraphType<TermNode>
{
    protected TermType(Taxonomy taxonomy, string description)
    {
        var word = taxonomy.ToString().ToLowerInvariant();
        Name = taxonomy.ToString();
        Description = description;
        IsTypeOf = value => value is TermNode term && term.Taxonomy == taxonomy;
        Interface<NodeType>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque, the same in every answer.").Resolve(context => IdOf(context.Source));
        Field<NonNullGraphType<StringGraphType>>("slug").Description("For addresses; no other one of its kind has it.").Resolve(context => context.Source.Slug);
        Field<NonNullGraphType<StringGraphType>>("name").Description($"The spelling seen first{(taxonomy == Taxonomy.Keyword ? "" : ", until it is renamed")}.").Resolve(context => context.Source.Name);
        Field<StringGraphType>("description").Description($"What the {word} is about; null when nobody has said.")
            .Resolve(context => WhenKnown(context, context.Source, term => term?.Description));
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many published posts carry it.")
            .Resolve(context => WhenKnown(context, context.Source, term => Count(term?.Count ?? 0)));
        if (taxonomy != Taxonomy.Keyword)
        {
            Field<NonNullGraphType<IntGraphType>>("revision").Description("Grows by one with each change of it: what a mutation goes by.")
                .Resolve(context => WhenKnown(context, context.Source, term => term?.Revision ?? 0));
        }

        PostConnections.AddArguments(Field<NonNullGraphType<PostsConnectionType>>("posts").Description("The posts that carry it, the newest first unless `order` says otherwise."))
            .Resolve(context => PostsOf(context, context.Source));
    }

    internal static object Count(long count) => (int)Math.Min(count, int.MaxValue);

    private static object PostsOf(IResolveFieldContext context, TermNode term)
    {
        var query = PageArguments.ReadPostQuery(context);
        return term.Id is { } id
            ? context.Store().PostsOfTerm(id, query, Connect)
            : Connect(new PostPage([], [], HasNext: false, HasPrevious: false));

        object Connect(PostPage page) => PostConnections.Of(page, counting => Task.FromResult(WhenKnown(counting, term, known => Count(known?.Count ?? 0))));
    }

    // What no published post has ever carried has no id yet, and is found by none.
    internal static string IdOf(TermNode term) =>
        new NodeId(term.Taxonomy.ToString(), term.Id?.ToString(CultureInfo.InvariantCulture) ?? $"={term.Key}").ToString();

    private protected static object? WhenKnown(IResolveFieldContext context, TermNode term, Func<Term?, object?> then) =>
        term.Known is { } known ? then(known) : term.Id is { } id ? context.Store().Term(term.Taxonomy, id, then) : then(null);
}

internal sealed class TagType() : TermType(Taxonomy.Tag, "A tag, as published posts carry it.");

internal sealed class CategoryType() : TermType(Taxonomy.Category, "A category, as published posts are in it.");

internal sealed class KeywordType() : TermType(Taxonomy.Keyword, "A keyword, as published posts have it.");

internal sealed class AuthorType : TermType
{
    public AuthorType()
        : base(Taxonomy.Author, "An author of published posts.")
    {
        Field<StringGraphType>("url").Description("The author's home; null when nobody has said.").Resolve(context => context.Source.Url);
        Field<StringGraphType>("bio").Description("Who the author is; null when nobody has said.")
            .Resolve(context => WhenKnown(context, context.Source, term => term?.Bio));
    }
}

internal sealed class TagsEdgeType() : EdgeType<TagType, TermNode>("TagsEdge", "tag");

internal sealed class TagsConnectionType() : ConnectionType<TagType, TagsEdgeType, TermNode>("TagsConnection", "tags");
