using Cms.Access;
using Cms.Answers;
using Cms.Content;
using Cms.Content.Access;
using Cms.Rest.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Keys;

internal static class KeyEndpoints
{
    private const int MaximumBytes = 64 * 1024;

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys").WithTags("Keys").RequireAuthorization(Scopes.Admin).WithMetadata(new QueryParameters([]));

        keys.MapGet("/", ListKeys).WithName(nameof(ListKeys)).Produces<KeyPageResponse>();
        keys.MapPost("/", CreateKey).WithName(nameof(CreateKey))
            .TakesIdempotencyKey()
            .Produces<Problem>(StatusCodes.Status409Conflict, Problem.ContentType)
            .TakesBody<CreateKeyRequest>(MediaTypes.Json)
            .Produces<CreatedKeyResponse>(StatusCodes.Status201Created)
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType);
        keys.MapDelete("/{id}", RevokeKey).WithName(nameof(RevokeKey))
            .Produces(StatusCodes.Status204NoContent)
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
    }

    /// <summary>Lists the keys that count, the oldest first, at most 1,000. The keys themselves are shown nowhere.</summary>
    internal static async Task<IResult> ListKeys(HttpContext context, ApiKeys keys, CancellationToken ct)
    {
        context.ReadQuery().Done();
        var all = await keys.ListAsync(ct);
        return new UncachedAnswer(
            Json.Write(new KeyPageResponse([.. all.Select(KeyResponse.From)], new PageResponse(ApiKeys.MaximumListed, Next: null, Previous: null))), Json.ContentType);
    }

    /// <summary>Makes a key. This answer alone shows it; only a hash is kept.</summary>
    /// <remarks>Sent again with its <c>Idempotency-Key</c>, it makes no second key and is refused, because the first cannot be shown again.</remarks>
    internal static async Task<IResult> CreateKey(HttpContext context, ApiKeys keys, TimeProvider clock, CancellationToken ct)
    {
        context.ReadQuery().Done();
        var body = await RequestBody.ReadAsync(context.Request, [MediaTypes.Json], MaximumBytes, ct);
        var members = new JsonMembers(body.ReadObject(), ["name", "scopes", "expiresAt"]);
        var wanted = new NewApiKey(members.Text("name") ?? "", members.Texts("scopes"), members.Time("expiresAt"));
        members.Done();
        KeyRules.Check(wanted, clock.GetUtcNow());
        var created = await keys.CreateAsync(wanted, context.Actor(), IdempotencyKey.Read(context, body.Bytes), ct);
        context.Response.StatusCode = StatusCodes.Status201Created;
        return new UncachedAnswer(Json.Write(CreatedKeyResponse.From(created)), Json.ContentType);
    }

    /// <summary>Revokes a key, on this node at once and on every other within a second.</summary>
    /// <param name="id">The key's id.</param>
    internal static async Task<IResult> RevokeKey(string id, HttpContext context, ApiKeys keys, CancellationToken ct)
    {
        context.ReadQuery().Done();
        await keys.RevokeAsync(
            Guid.TryParseExact(id, "D", out var key) ? key : throw new ContentException(new ContentError.KeyNotFound(id)), context.Actor(), ct);
        return TypedResults.NoContent();
    }
}
