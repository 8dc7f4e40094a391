using Cms.Answers;
using Cms.Content;
using Cms.Content.Taxonomies;
using Cms.Rendering;
using Cms.Rest.Queries;

namespace Cms.Rest.Terms;

/// <summary>Tags, categories, authors and keywords: four lists with one shape. They hold what published posts carry.</summary>
internal static class TermEndpoints
{
    private static readonly QueryParameter Sort = new("sort", "By name, or the most carried first.") { Values = ["name", "-count"], Default = "name" };
    private static readonly QueryParameter After = new("after", "The cursor from page.next of the page before.");
    private static readonly QueryParameter Limit = new("limit", "How many at most.")
    {
        Kind = ValueKind.Integer,
        Maximum = PublishedTerms.MaximumLimit,
        Default = "100",
    };

    public static void MapTerms(this IEndpointRouteBuilder routes)
    {
        routes.MapTaxonomy("/tags", "Tags", nameof(ListTags), ListTags, nameof(GetTag), GetTag);
        routes.MapTaxonomy("/categories", "Categories", nameof(ListCategories), ListCategories, nameof(GetCategory), GetCategory);
        routes.MapTaxonomy("/authors", "Authors", nameof(ListAuthors), ListAuthors, nameof(GetAuthor), GetAuthor);
        routes.MapTaxonomy("/keywords", "Keywords", nameof(ListKeywords), ListKeywords, nameof(GetKeyword), GetKeyword);
        routes.MapTermWriting();
        routes.MapGroup("/languages").WithTags("Languages").MapRead<TermPageResponse>("/", ListLanguages, Sort, Limit, After).WithName(nameof(ListLanguages));
    }

    /// <summary>Lists the tags of published posts with how many carry each.</summary>
    internal static Task<IResult> ListTags(HttpContext context, PublishedTerms terms, CancellationToken ct) => List(Taxonomy.Tag, context, terms, ct);

    /// <summary>Returns one tag.</summary>
    /// <param name="slug">The tag's slug; another spelling of it, or one that it had before, is redirected.</param>
    internal static Task<IResult> GetTag(string slug, HttpContext context, PublishedTerms terms, CancellationToken ct) => Get(Taxonomy.Tag, slug, context, terms, ct);

    /// <summary>Lists the categories of published posts with how many carry each.</summary>
    internal static Task<IResult> ListCategories(HttpContext context, PublishedTerms terms, CancellationToken ct) => List(Taxonomy.Category, context, terms, ct);

    /// <summary>Returns one category.</summary>
    /// <param name="slug">The category's slug; another spelling of it, or one that it had before, is redirected.</param>
    internal static Task<IResult> GetCategory(string slug, HttpContext context, PublishedTerms terms, CancellationToken ct) => Get(Taxonomy.Category, slug, context, terms, ct);

    /// <summary>Lists the authors of published posts with how many each has.</summary>
    internal static Task<IResult> ListAuthors(HttpContext context, PublishedTerms terms, CancellationToken ct) => List(Taxonomy.Author, context, terms, ct);

    /// <summary>Returns one author.</summary>
    /// <param name="slug">The author's slug; another spelling of it, or one that it had before, is redirected.</param>
    internal static Task<IResult> GetAuthor(string slug, HttpContext context, PublishedTerms terms, CancellationToken ct) => Get(Taxonomy.Author, slug, context, terms, ct);

    /// <summary>Lists the keywords of published posts with how many have each.</summary>
    internal static Task<IResult> ListKeywords(HttpContext context, PublishedTerms terms, CancellationToken ct) => List(Taxonomy.Keyword, context, terms, ct);

    /// <summary>Returns one keyword.</summary>
    /// <param name="slug">The keyword's slug; another spelling of it, or one that it had before, is redirected.</param>
    internal static Task<IResult> GetKeyword(string slug, HttpContext context, PublishedTerms terms, CancellationToken ct) => Get(Taxonomy.Keyword, slug, context, terms, ct);

    /// <summary>Lists the languages of published posts. Posts that name none are not counted.</summary>
    internal static async Task<IResult> ListLanguages(HttpContext context, PublishedTerms terms, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var sort = query.Choice(Sort) == "-count" ? TermSort.CountDescending : TermSort.Name;
        var limit = query.Integer(Limit) ?? 0;
        query.Done();
        var page = await terms.LanguagesAsync(sort, limit, query.Text(After), ct);
        var about = new PageResponse(limit, page.Next, null);
        var items = page.Items.Select(language => new TermResponse(language.Code, language.Code, null, null, null, language.Count, null));
        return new DeliveryAnswer(Json.Write(new TermPageResponse([.. items], about)), Json.ContentType)
        {
            IsOfContent = true,
            Links = about.LinksFor(context.Request),
            SurrogateKeys = ["posts"],
        };
    }

    private static void MapTaxonomy(this IEndpointRouteBuilder routes, string address, string tag, string listName, Delegate list, string getName, Delegate get)
    {
        var group = routes.MapGroup(address).WithTags(tag);
        group.MapRead<TermPageResponse>("/", list, Sort, Limit, After).WithName(listName);
        group.MapRead<TermResponse>("/{slug}", get).WithName(getName)
            .Produces(StatusCodes.Status301MovedPermanently)
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
    }

    private static async Task<IResult> List(Taxonomy taxonomy, HttpContext context, PublishedTerms terms, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var sort = query.Choice(Sort) == "-count" ? TermSort.CountDescending : TermSort.Name;
        var limit = query.Integer(Limit) ?? 0;
        query.Done();
        var page = await terms.ListAsync(taxonomy, where: null, sort, limit, query.Text(After), ct);
        var about = new PageResponse(limit, page.Next, null);
        return new DeliveryAnswer(Json.Write(new TermPageResponse([.. page.Items.Select(TermResponse.From)], about)), Json.ContentType)
        {
            IsOfContent = true,
            Links = about.LinksFor(context.Request),
            SurrogateKeys = ["posts"],
        };
    }

    private static async Task<IResult> Get(Taxonomy taxonomy, string slug, HttpContext context, PublishedTerms terms, CancellationToken ct)
    {
        context.ReadQuery().Done();
        var kind = taxonomy.ToString().ToLowerInvariant();
        var term = await terms.FindAsync(taxonomy, slug, ct) ?? throw new ContentException(new ContentError.TermNotFound(kind, slug));
        if (term.Slug != slug)
        {
            var path = context.Request.Path.Value!;
            return new Redirection($"{context.Request.PathBase}{PublicFields.EncodePath(path[..path.LastIndexOf('/')])}/{Uri.EscapeDataString(term.Slug)}");
        }

        return new DeliveryAnswer(Json.Write(TermResponse.From(term)), Json.ContentType)
        {
            IsOfContent = true,
            SurrogateKeys = ["posts", $"{kind}:{Uri.EscapeDataString(term.Slug)}"],
        };
    }
}
