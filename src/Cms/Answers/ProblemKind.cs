namespace Cms.Answers;

/// <summary>A kind of refusal: its stable code, its status and what it means.</summary>
internal sealed record ProblemKind(string Code, int Status, string Title)
{
    public static ProblemKind RouteNotFound { get; } = new("route-not-found", 404, "There is nothing at this address");

    public static ProblemKind KeyRequired { get; } = new("key-required", 401, "A key is needed here");

    public static ProblemKind InvalidKey { get; } = new("invalid-key", 401, "The key or token does not count");

    public static ProblemKind MissingScope { get; } = new("missing-scope", 403, "The key may not do this");

    public static ProblemKind RateLimited { get; } = new("rate-limited", 429, "Too much is asked in too short a time");

    public static ProblemKind ProviderUnavailable { get; } = new("provider-unavailable", 503, "Tokens cannot be checked at the moment");

    public static ProblemKind InvalidProperty { get; } = new("invalid-property", 422, "A property cannot be taken");

    public static ProblemKind MethodNotAllowed { get; } = new("method-not-allowed", 405, "This address does not take that method");

    public static ProblemKind NotAcceptable { get; } = new("not-acceptable", 406, "The answer has no such form");

    public static ProblemKind PreconditionRequired { get; } = new("precondition-required", 428, "A change has to name the revision that it goes by");

    public static ProblemKind BodyTooLarge { get; } = new("body-too-large", 413, "The body is too large");

    public static ProblemKind UnsupportedMediaType { get; } = new("unsupported-media-type", 415, "The body's type is not taken");

    public static ProblemKind InvalidBody { get; } = new("invalid-body", 400, "The body cannot be read");

    public static ProblemKind InvalidRequest { get; } = new("invalid-request", 400, "The request cannot be read");

    public static ProblemKind Busy { get; } = new("busy", 503, "Too much is asked at once");

    public static ProblemKind InternalError { get; } = new("internal-error", 500, "Something went wrong here");

    public static ProblemKind InvalidParameter { get; } = new("invalid-parameter", 400, "A query parameter cannot be taken");

    /// <summary>All there are, in the order of the page that explains them.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        InvalidParameter,
        new("invalid-cursor", 400, "The cursor cannot be read"),
        new("invalid-change-token", 400, "The place among the changes cannot be read"),
        InvalidBody,
        InvalidRequest,
        KeyRequired,
        InvalidKey,
        MissingScope,
        RateLimited,
        ProviderUnavailable,
        InvalidProperty,
        new("post-not-found", 404, "There is no such post"),
        new("tag-not-found", 404, "There is no such tag, or no published post carries it"),
        new("category-not-found", 404, "There is no such category, or no published post is in it"),
        new("author-not-found", 404, "There is no such author, or no published post is by them"),
        new("keyword-not-found", 404, "No published post has this keyword"),
        new("language-not-found", 404, "No published post is in this language"),
        new("link-not-found", 404, "No published post carries this link"),
        new("key-not-found", 404, "There is no such key"),
        new("preview-link-not-found", 404, "There is no such preview link"),
        new("import-not-found", 404, "There is no such import"),
        new("source-not-found", 404, "There is no such source"),
        RouteNotFound,
        MethodNotAllowed,
        NotAcceptable,
        new("revision-not-found", 404, "The post has no such revision"),
        new("invalid-post", 422, "The post cannot be as it is asked for"),
        new("invalid-term", 422, "The tag, category or author cannot be as it is asked for"),
        new("name-taken", 409, "Another tag, category or author has this name"),
        new("invalid-transition", 409, "The post's status does not allow this"),
        new("slug-taken", 409, "Another post has this slug in this language"),
        new("path-taken", 409, "Another post has this path"),
        new("id-taken", 409, "A post has or had this id"),
        new("too-many-preview-links", 409, "The post has as many preview links as it can have"),
        new("stale-revision", 412, "What is to be changed has changed since"),
        PreconditionRequired,
        new("idempotency-key-reused", 422, "The Idempotency-Key came with another request before"),
        new("secret-already-shown", 409, "The answer to this request showed a secret, once"),
        new("too-long", 422, "A property is longer than the store can find it by"),
        new("source-name-taken", 409, "Another source has this name"),
        BodyTooLarge,
        UnsupportedMediaType,
        new("query-too-expensive", 422, "The question asks for more than a query may cost"),
        new("rendering-too-expensive", 422, "The text asks for more than rendering may cost"),
        InternalError,
        new("store-unavailable", 503, "The database cannot be reached"),
        Busy,
        new("import-queue-full", 503, "As many imports wait as can"),
    ];

    private static readonly Dictionary<string, ProblemKind> ByCode = All.ToDictionary(kind => kind.Code, StringComparer.Ordinal);

    public static ProblemKind Named(string code) => ByCode.GetValueOrDefault(code, InternalError);
}
