using System.Text.Json;
using Cms.Answers;
using Cms.Content;
using Cms.Content.Delivery;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>What leads from a post to others.</summary>
internal static class PostNeighbourEndpoints
{
    private static readonly QueryParameter Language = new("language", "Of posts with the same slug, the one in this language.");
    private static readonly QueryParameter Narrowed = new("language", "Only posts in this language, whatever the post's own.");
    private static readonly QueryParameter Limit = new("limit", "How many posts at most.")
    {
        Kind = ValueKind.Integer,
        Maximum = PublishedPosts.MostRelated,
        Default = "5",
    };

    public static void MapPostNeighbours(this IEndpointRouteBuilder posts)
    {
        posts.MapRead<RelatedResponse>("/{slug}/related", ListRelatedPosts, Limit, Language).WithName(nameof(ListRelatedPosts)).MayNotBeFound()
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType);
        posts.MapRead<NeighboursResponse>("/{slug}/neighbours", GetNeighbours, Narrowed).WithName(nameof(GetNeighbours)).MayNotBeFound();
        posts.MapRead<BacklinksResponse>("/{slug}/backlinks", ListBacklinks, Language).WithName(nameof(ListBacklinks)).MayNotBeFound();
    }

    /// <summary>Lists the posts that have most in common with one, the best first.</summary>
    /// <remarks>
    /// Only posts in its language; where one of the two has none, it counts as the same. A tag or link that both carry counts by how few other posts carry
    /// it, a category or keyword for half of that; of equal posts the newer comes first. Where less is shared than was asked for, rare words of
    /// the title find more, which stand last. The score compares the posts of one answer.
    /// </remarks>
    /// <param name="slug">The post's slug or id; another spelling of the slug, or one that it had before, is redirected.</param>
    internal static async Task<IResult> ListRelatedPosts(string slug, HttpContext context, PublishedPosts posts, PostAnswers answers, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var limit = query.Integer(Limit) ?? 0;
        query.Done();
        if (Answer(context, await posts.FindAsync(slug, query.Text(Language), PostParts.None, ct), slug, "related", out var post) is { } other)
        {
            return other;
        }

        List<RelatedPost> items = [.. (await posts.RelatedAsync([post.Id], limit, PostParts.None, ct))[post.Id]];
        return ListOf(post, items, related => related.Post, (writer, related) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("score"u8, related.Score);
            writer.WritePropertyName("post"u8);
            answers.Write(writer, related.Post, BodyFormat.None, ct);
            writer.WriteEndObject();
        }) with
        {
            // The words of titles are found by the index.
            IsOfContent = false,
            IsPassing = AnswerCache.Content(context)?.IsIndexBehind == true,
        };
    }

    /// <summary>Returns the posts before and after one in time.</summary>
    /// <remarks>Each is null where there is none.</remarks>
    /// <param name="slug">The post's slug or id; another spelling of the slug, or one that it had before, is redirected.</param>
    internal static async Task<IResult> GetNeighbours(string slug, HttpContext context, PublishedPosts posts, PostAnswers answers, CancellationToken ct)
    {
        var query = context.ReadQuery();
        query.Done();
        var language = query.Text(Narrowed);

        // Of several posts with the slug, the one in that language is meant; a post in another language still has neighbours in it.
        var found = language is not null && await posts.FindAsync(slug, language, PostParts.None, ct) is PostLookup.Found inLanguage
            ? inLanguage
            : await posts.FindAsync(slug, language: null, PostParts.None, ct);
        if (Answer(context, found, slug, "neighbours", out var post) is { } other)
        {
            return other;
        }

        var neighbours = (await posts.NeighboursAsync([post.Id], language, ct)).GetValueOrDefault(post.Id) ?? new Neighbours(null, null);
        Guid[] ids = [.. ((Guid?[])[neighbours.Previous, neighbours.Next]).OfType<Guid>()];
        var known = ids.Length == 0 ? [] : (await posts.LoadAsync(ids, PostParts.None, ct)).ToDictionary(neighbour => neighbour.Id);
        return new DeliveryAnswer(
            PostAnswers.Write(known.Count, writer =>
            {
                writer.WriteStartObject();
                Write("previous", neighbours.Previous);
                Write("next", neighbours.Next);
                writer.WriteEndObject();

                void Write(string name, Guid? id)
                {
                    writer.WritePropertyName(name);
                    if (id is { } key && known.TryGetValue(key, out var neighbour))
                    {
                        answers.Write(writer, neighbour, BodyFormat.None, ct);
                    }
                    else
                    {
                        writer.WriteNullValue();
                    }
                }
            }),
            Json.ContentType)
        {
            IsOfContent = true,
            SurrogateKeys = KeysOf(post, known.Values),
        };
    }

    /// <summary>Lists the posts that link to one, the newest first, at most 100.</summary>
    /// <param name="slug">The post's slug or id; another spelling of the slug, or one that it had before, is redirected.</param>
    internal static async Task<IResult> ListBacklinks(string slug, HttpContext context, PublishedPosts posts, PostAnswers answers, CancellationToken ct)
    {
        var query = context.ReadQuery();
        query.Done();
        if (Answer(context, await posts.FindAsync(slug, query.Text(Language), PostParts.None, ct), slug, "backlinks", out var post) is { } other)
        {
            return other;
        }

        Guid[] ids = [.. (await posts.BacklinksAsync([post.Id], ct))[post.Id]];
        var known = ids.Length == 0 ? [] : (await posts.LoadAsync(ids, PostParts.None, ct)).ToDictionary(linking => linking.Id);
        return ListOf(post, [.. ids.Select(known.GetValueOrDefault).OfType<DeliveredPost>()], linking => linking, (writer, linking) => answers.Write(writer, linking, BodyFormat.None, ct));
    }

    // What is answered in place of the list; null where there is a post to list for.
    private static Redirection? Answer(HttpContext context, PostLookup lookup, string slug, string list, out DeliveredPost post)
    {
        post = (lookup as PostLookup.Found)?.Post!;
        return lookup switch
        {
            PostLookup.Found => null,
            PostLookup.Moved moved => new Redirection($"{context.Request.PathBase}{RestApi.Base}/posts/{Uri.EscapeDataString(moved.Slug)}/{list}{context.Request.QueryString}"),
            _ => throw new ContentException(new ContentError.PostNotFound(slug)),
        };
    }

    private static DeliveryAnswer ListOf<T>(DeliveredPost post, List<T> items, Func<T, DeliveredPost> postOf, Action<Utf8JsonWriter, T> write) =>
        new(
            PostAnswers.Write(items.Count, writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("items"u8);
                foreach (var item in items)
                {
                    write(writer, item);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }),
            Json.ContentType)
        {
            IsOfContent = true,
            SurrogateKeys = KeysOf(post, items.Select(postOf)),
        };

    // Any new post may be nearer than those that are shown.
    private static IEnumerable<string> KeysOf(DeliveredPost post, IEnumerable<DeliveredPost> shown) => shown.Prepend(post).Select(one => $"post:{one.Id}").Prepend("posts");

    private static RouteHandlerBuilder MayNotBeFound(this RouteHandlerBuilder route) => route
        .Produces(StatusCodes.Status301MovedPermanently)
        .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
}

/// <summary>Posts that have something in common with a post.</summary>
/// <param name="Items">The best first.</param>
internal sealed record RelatedResponse(IReadOnlyList<RelatedItemResponse> Items);

/// <param name="Score">How much both share; greater is nearer. It compares the posts of one answer.</param>
internal sealed record RelatedItemResponse(double Score, PostResponse Post);

/// <summary>The posts next to a post in time.</summary>
/// <param name="Previous">The one before it; null for the first.</param>
/// <param name="Next">The one after it; null for the newest.</param>
internal sealed record NeighboursResponse(PostResponse? Previous, PostResponse? Next);

/// <summary>Posts that link to a post.</summary>
/// <param name="Items">The newest first, at most 100.</param>
internal sealed record BacklinksResponse(IReadOnlyList<PostResponse> Items);
