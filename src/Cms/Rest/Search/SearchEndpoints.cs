using System.Text.Json;
using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Content.Search;
using Cms.Hosting;
using Cms.Rest.Posts;
using Cms.Rest.Queries;
using Microsoft.Extensions.Options;

namespace Cms.Rest.Search;

internal static class SearchEndpoints
{
    private static readonly QueryParameter Text = new(
        "q", "What to search for. All words have to be found, in any form; \"quotes\" hold a phrase, or joins its two neighbours, -word excludes, and the last word may be a beginning.")
    {
        Required = true,
    };

    public static void MapSearch(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/search").WithTags("Search")
            .MapRead<SearchResponse>(
                "/", SearchPosts, [Text, .. PostFilterParameters.All, PostParameters.Limit, PostParameters.After, PostParameters.Before, PostParameters.Body with { Default = "none" }])
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType)
            .WithName(nameof(SearchPosts));

    /// <summary>Searches published posts.</summary>
    /// <remarks>
    /// Each post is found by its own language's word forms, and with umlauts and accents written either way. A word in the title counts for more
    /// than one among tags and categories, that for more than one in the description, the headings or the beginning, and that for more than one in
    /// the text. `language` narrows the search to one language; the other filters are those of `/posts`.
    /// </remarks>
    internal static async Task<IResult> SearchPosts(HttpContext context, PostSearch search, PostAnswers answers, IOptions<TimeZoneOptions> zone, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var (after, before) = PostParameters.ReadPlace(query);
        var body = PostParameters.ReadBody(query, BodyFormat.None);
        var question = new SearchQuestion(query.Text(Text) ?? "")
        {
            Language = query.Text(PostFilterParameters.Language),
            Filter = PostFilterParameters.Read(query, zone.Value.Zone, withLanguage: false),
            Limit = query.Integer(PostParameters.Limit) ?? PostQuery.DefaultLimit,
            After = after,
            Before = before,
            Parts = body != BodyFormat.None ? PostParts.Body : PostParts.None,
            WithFacets = true,
            WithSnippets = true,
        };
        query.Done();

        var page = await search.SearchAsync(question, ct);
        var about = new PageResponse(question.Limit, page.Next, page.Previous);
        return new DeliveryAnswer(PostAnswers.Write(page.Items.Count, writer => Write(writer, page, about, hit => answers.Write(writer, hit.Post, body, ct))), Json.ContentType)
        {
            IsPassing = page.Indexing > 0,
            Links = about.LinksFor(context.Request),
            SurrogateKeys = page.Items.Select(hit => $"post:{hit.Post.Post.Id}").Prepend("posts"),
        };
    }

    // A SearchResponse, whose posts are copied from what was prepared.
    private static void Write(Utf8JsonWriter writer, SearchPage page, PageResponse about, Action<SearchHit> writePost)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items"u8);
        foreach (var hit in page.Items)
        {
            writer.WriteStartObject();
            writer.WriteNumber("score"u8, hit.Score);
            writer.WritePropertyName("post"u8);
            writePost(hit);
            WriteMember("snippets", hit.Snippets.Select(snippet => new SnippetResponse(snippet.Field, snippet.Html)));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteMember("facets", SearchFacetsResponse.From(page.Facets));
        writer.WriteString("suggestion"u8, page.Suggestion);
        WriteMember("total", new SearchTotalResponse(page.Total.Value, page.Total.Capped));
        writer.WriteNumber("indexing"u8, page.Indexing);
        WriteMember("page", about);
        writer.WriteEndObject();

        void WriteMember<T>(string name, T value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, value, Json.Options);
        }
    }
}
