using Cms.Content;
using Cms.Content.Delivery;
using Cms.Content.Links;
using Cms.Content.Paging;
using Cms.Content.Taxonomies;
using Cms.GraphQL.Audit;
using Cms.GraphQL.Changes;
using Cms.GraphQL.Drafts;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Filters;
using Cms.GraphQL.Imports;
using Cms.GraphQL.Keys;
using Cms.GraphQL.Links;
using Cms.GraphQL.Nodes;
using Cms.GraphQL.Overviews;
using Cms.GraphQL.Paging;
using Cms.GraphQL.Posts;
using Cms.GraphQL.Search;
using Cms.GraphQL.Sources;
using Cms.GraphQL.Terms;
using Cms.GraphQL.Texts;
using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Cms.GraphQL;

/// <summary>Where every query begins.</summary>
internal sealed class Query : ObjectGraphType
{
    // Totals are counted so far and no further.
    private const int MostCounted = 10_000;
    private const int MostNodes = 100;
    private const int RenderingCost = 50;

    public Query()
    {
        Name = "Query";
        Description = "All that can be read.";
        AddPosts();
        AddTermsAndLinks();
        AddOverviews();
        ImportFields.AddTo(this);
        SourceFields.AddTo(this);
        KeysField.AddTo(this);
        AuditField.AddTo(this);
        SearchField.Define(Field<NonNullGraphType<SearchConnectionType>>("search"));
        ChangesField.Define(Field<NonNullGraphType<ChangesType>>("changes"));
        Field<NonNullGraphType<RenderingType>>("render").Description("Renders a text, with or without front matter, and stores nothing.").Costs(RenderingCost)
            .Argument<NonNullGraphType<StringGraphType>>("markdown", "The text.", argument => argument.Metadata[StorableTexts.TakesAnyText] = true)
            .ResolveAsync(async context =>
            {
                context.Operation().CountRendering();
                return await context.Operation().Rendering.RenderAsync(context.GetArgument<string>("markdown"), context.CancellationToken);
            });
        Field<NodeType>("node").Description("The object of an id; null when there is none, or none any more.")
            .Argument<NonNullGraphType<IdGraphType>>("id", "As an answer gave it.")
            .Resolve(context => NodeReads.Find(context, context.GetArgument<object>("id").ToString()!));
        Field<NonNullGraphType<ListGraphType<NodeType>>>("nodes").Description($"The objects of {MostNodes} ids at most, in their order; null for each that there is none of.")
            .Argument<NonNullGraphType<ListGraphType<NonNullGraphType<IdGraphType>>>>("ids", "As answers gave them.")
            .Resolve(FindNodes).FieldType.Metadata[FieldDefinitions.SizeArgument] = "ids";
        Field<ViewerType>("viewer").Description("The key or token that the request comes with; null without one.").Resolve(context => context.Operation().Caller);
    }

    private void AddPosts()
    {
        WithVersion(Field<PostType>("post").Description("One post, by exactly one of `id`, `slug` and `path`; null when no published post has it. A former path finds its post, too, unless `version` is DRAFT."))
            .Argument<IdGraphType>("id", "The opaque id, or the UUID.")
            .Argument<StringGraphType>("slug", "The newest post with this slug; any spelling that becomes the slug is taken.")
            .Argument<StringGraphType>("language", "Together with `slug`: the newest one in this language.")
            .Argument<StringGraphType>("path", "The permalink's path, decoded.")
            .ResolveAsync(FindPostAsync);
        PostConnections.AddArguments(WithVersion(Field<NonNullGraphType<PostsConnectionType>>("posts").Description("Posts, the newest first unless `order` says otherwise; working copies, the last changed first.")))
            .Argument<PostFilterInput>("where", "Only posts like this.")
            .ResolveAsync(async context =>
            {
                if (AsksForDraft(context))
                {
                    return await DraftReads.ListAsync(context);
                }

                var query = PageArguments.ReadPostQuery(context);
                var page = await context.Store().PostsAsync(posts => posts.ListAsync(query, context.CancellationToken), context.CancellationToken);
                return PostConnections.Of(page, async counting =>
                    TermType.Count(await counting.Store().PostsAsync(posts => posts.CountAsync(query.Filter, counting.CancellationToken, counting.Operation().Place is not null), counting.CancellationToken)));
            });
    }

    private void AddTermsAndLinks()
    {
        Field<TagType>("tag").Description("One tag; null when no published post carries it.")
            .Argument<NonNullGraphType<StringGraphType>>("slug", "Its slug, or any spelling that becomes it.")
            .ResolveAsync(async context =>
                await context.Store().TermsAsync(terms => terms.FindAsync(Taxonomy.Tag, context.Text("slug")!, context.CancellationToken), context.CancellationToken) is { } tag
                    ? TermNode.Of(tag)
                    : null);
        PageArguments.AddForward(Field<NonNullGraphType<TagsConnectionType>>("tags").Description("Tags that published posts carry, by name unless `order` says otherwise."))
            .Argument<TagFilterInput>("where", "Only tags like this.")
            .Argument<ListGraphType<NonNullGraphType<TagSortInput>>>("order", "What they are sorted by: one entry, `[{ name: ASC }]` or `[{ count: DESC }]`.")
            .ResolveAsync(ListTagsAsync);
        PageArguments.AddForward(Field<NonNullGraphType<LinksConnectionType>>("links").Description("Links that published posts carry, the most carried first."))
            .Argument<LinkFilterInput>("where", "Only links like this.")
            .ResolveAsync(ListLinksAsync);
        AddTermList<CategoryType>("categories", Taxonomy.Category);
        AddTermList<AuthorType>("authors", Taxonomy.Author);
        AddTermList<KeywordType>("keywords", Taxonomy.Keyword);
    }

    private void AddOverviews()
    {
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<LanguageType>>>>("languages").Description("The languages of published posts, the commonest first.")
            .ResolveAsync(async context => await context.Store().PostsAsync(posts => posts.LanguagesAsync(context.CancellationToken), context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ArchiveMonthType>>>>("archive").Description("The months with published posts, the newest first.")
            .ResolveAsync(async context => await context.Store().PostsAsync(posts => posts.ArchiveAsync(context.CancellationToken), context.CancellationToken));
    }

    private void AddTermList<TType>(string name, Taxonomy taxonomy)
        where TType : TermType =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TType>>>>(name)
            .Description($"The {name} of published posts, by name: the first {PublishedTerms.MaximumLimit}, and they cost as much whatever their number.")
            .AssumeSize(PublishedTerms.MaximumLimit)
            .ResolveAsync(async context =>
            {
                var page = await context.Store().TermsAsync(terms => terms.ListAsync(taxonomy, where: null, TermSort.Name, PublishedTerms.MaximumLimit, after: null, context.CancellationToken), context.CancellationToken);
                return page.Items.Select(TermNode.Of).ToList();
            });

    private static FieldBuilder<object?, object> WithVersion(FieldBuilder<object?, object> field) =>
        field.ArgumentWithDefault<VersionType, object?, object>(
            "version", "Which copy; a working copy needs a key that may preview.", new GraphQLEnumValue(new GraphQLName("PUBLISHED")));

    private static async Task<object?> FindPostAsync(IResolveFieldContext context)
    {
        var (id, slug, path) = (context.GetArgument<object?>("id")?.ToString(), context.Text("slug"), context.Text("path"));
        if ((id is null ? 0 : 1) + (slug is null ? 0 : 1) + (path is null ? 0 : 1) != 1)
        {
            throw new ContentException(new ContentError.InvalidParameter("slug", "'post' takes exactly one of 'id', 'slug' and 'path'."));
        }

        var language = context.Text("language");
        if (language is not null && slug is null)
        {
            throw new ContentException(new ContentError.InvalidParameter("language", "'language' chooses among posts of one slug. Give 'slug' with it, or leave it out."));
        }

        if (AsksForDraft(context))
        {
            return await DraftReads.FindAsync(context, id is null ? null : NodeId.PostKey(id), slug, language, path);
        }

        var parts = context.Operation().Parts.Of(context);
        var ct = context.CancellationToken;
        if (id is not null)
        {
            return context.Store().Post(NodeId.PostKey(id), parts);
        }

        var lookup = await context.Store().PostsAsync(
            posts => slug is not null ? posts.FindAsync(slug, language, parts, ct) : posts.FindByPathAsync(path!, parts, ct), ct);
        if (lookup is PostLookup.Moved moved)
        {
            lookup = await context.Store().PostsAsync(posts => posts.FindByPathAsync(moved.Path, parts, ct), ct);
        }

        return (lookup as PostLookup.Found)?.Post;
    }

    private static async Task<object?> ListTagsAsync(IResolveFieldContext context)
    {
        var page = PageArguments.Read(context);
        var sort = TagSortInput.Read(context);
        var where = context.GetArgument<TermFilter?>("where");
        var ct = context.CancellationToken;
        var found = await context.Store().TermsAsync(terms => terms.ListAsync(Taxonomy.Tag, where, sort, page.Limit, page.After, ct), ct);
        return new Connection<TermNode>(
            [.. found.Items.Select(TermNode.Of)],
            found.Cursors,
            found.HasNext,
            page.After is not null,
            async counting => (await counting.Store().TermsAsync(terms => terms.ListAsync(Taxonomy.Tag, where, TermSort.Name, MostCounted, after: null, ct), ct)).Items.Count);
    }

    private static async Task<object?> ListLinksAsync(IResolveFieldContext context)
    {
        var page = PageArguments.Read(context);
        var where = context.GetArgument<LinkFilter?>("where");
        var (store, ct) = (context.Store(), context.CancellationToken);
        Task<ForwardPage<Link>> ListAsync(int limit, string? after) =>
            store.LinksAsync(links => links.ListAsync(where, limit, after, ct), ct);
        var found = await ListAsync(page.Limit, page.After);
        return new Connection<Link>(
            found.Items, found.Cursors, found.HasNext, page.After is not null, async _ => (await ListAsync(MostCounted, after: null)).Items.Count);
    }

    private static object FindNodes(IResolveFieldContext context)
    {
        var ids = context.GetArgument<IEnumerable<object>>("ids").ToList();
        return ids.Count <= MostNodes
            ? ids.ConvertAll(id => NodeReads.Find(context, id.ToString()!))
            : throw new ContentException(new ContentError.InvalidParameter("ids", $"'nodes' takes {MostNodes} ids at most, and these are {ids.Count}."));
    }

    private static bool AsksForDraft(IResolveFieldContext context) => context.GetArgument<PostVersion>("version") == PostVersion.Draft;
}
