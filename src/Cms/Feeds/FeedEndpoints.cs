using Cms.Answers;
using Cms.Content;
using Cms.Content.Delivery;
using Cms.Content.Taxonomies;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.Feeds;

/// <summary>The newest posts for feed readers: all of them, and those of a tag, category, author or language.</summary>
internal static class FeedEndpoints
{
    public static void MapNewestPosts(this IEndpointRouteBuilder routes)
    {
        foreach (var form in FeedForm.All)
        {
            var file = $"/feed.{form.Ending}";
            routes.MapFile(file, (HttpContext context, CancellationToken ct) => AnswerAsync(new FeedTopic.All(), form, context, ct), $"Get{form.Name}Feed", form.ContentType)
                .WithSummary($"Returns the newest posts as {form.Format}.");
            foreach (var (kind, taxonomy) in (ReadOnlySpan<(string, Taxonomy)>)[("tags", Taxonomy.Tag), ("categories", Taxonomy.Category), ("authors", Taxonomy.Author)])
            {
                routes.MapFile(
                    $"/{kind}/{{slug}}{file}",
                    (string slug, HttpContext context, CancellationToken ct) => AnswerAsync(new FeedTopic.OfTerm(kind, taxonomy, slug), form, context, ct),
                    $"Get{taxonomy}{form.Name}Feed",
                    form.ContentType)
                    .WithSummary($"Returns the newest posts of one of the {kind} as {form.Format}.")
                    .OfTopic("Its slug. Another spelling, or what it was called before, is redirected.")
                    .Produces(StatusCodes.Status301MovedPermanently);
            }

            routes.MapFile(
                $"/languages/{{code}}{file}",
                (string code, HttpContext context, CancellationToken ct) => AnswerAsync(new FeedTopic.InLanguage(code), form, context, ct),
                $"GetLanguage{form.Name}Feed",
                form.ContentType)
                .WithSummary($"Returns the newest posts in a language as {form.Format}.")
                .OfTopic("As the posts write it (`de`, `pt-br`).");
        }
    }

    private static RouteHandlerBuilder OfTopic(this RouteHandlerBuilder route, string description) => route
        .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters![0].Description = description;
            return Task.CompletedTask;
        });

    private static async Task<IResult> AnswerAsync(FeedTopic topic, FeedForm form, HttpContext context, CancellationToken ct)
    {
        var services = context.RequestServices;
        var contents = services.GetRequiredService<FeedContents>();
        var address = SiteAddress.Of(context.Request, services.GetRequiredService<IOptions<SiteOptions>>().Value);
        var posts = (await services.GetRequiredService<PublishedPosts>().ListAsync(contents.QueryOf(topic), ct)).Items;
        if (topic is not FeedTopic.All && (posts.Count == 0 || topic.NameIn(posts[0]) is null))
        {
            return await ElsewhereAsync(topic, form, context, ct);
        }

        var feed = contents.Of(topic, form, posts, address, ct);
        return new DeliveryAnswer(form.Write(feed), $"{form.ContentType}; charset=utf-8")
        {
            // Readers of feeds accept what they like, and get what the address says.
            Vary = null,
            NamesHost = address.IsAsked,
            IsOfContent = true,
            SurrogateKeys = posts.SelectMany(SurrogateKeys.Of).Prepend("posts"),
        };
    }

    // A term may be spelt in another way than its slug, or was called otherwise before.
    private static async Task<IResult> ElsewhereAsync(FeedTopic topic, FeedForm form, HttpContext context, CancellationToken ct)
    {
        if (topic is FeedTopic.InLanguage language)
        {
            throw new ContentException(new ContentError.TermNotFound("language", language.Code));
        }

        var asked = (FeedTopic.OfTerm)topic;
        var term = await context.RequestServices.GetRequiredService<PublishedTerms>().FindAsync(asked.Taxonomy, asked.Slug, ct);
        return term is null || term.Slug == asked.Slug
            ? throw new ContentException(new ContentError.TermNotFound(asked.Taxonomy.ToString().ToLowerInvariant(), asked.Slug))
            : new Redirection($"{context.Request.PathBase}/{asked.Kind}/{Uri.EscapeDataString(term.Slug)}/feed.{form.Ending}");
    }
}
