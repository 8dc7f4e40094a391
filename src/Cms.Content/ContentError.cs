using Cms.Content.Posts;

namespace Cms.Content;

/// <summary>Each way in which a request about content is refused. The code is stable; the detail says what to do.</summary>
public abstract record ContentError(string Code, string Detail)
{
    /// <summary>What is wrong, by the name of each field or parameter; null where none is to blame.</summary>
    public virtual IReadOnlyDictionary<string, string[]>? Errors => null;

    public sealed record InvalidParameter(string Parameter, string Reason) : ContentError("invalid-parameter", Reason)
    {
        public override IReadOnlyDictionary<string, string[]> Errors => Blame(Parameter, Reason);
    }

    public sealed record InvalidCursor() : ContentError("invalid-cursor",
        "This cursor cannot be read. Take cursors from 'page.next' and 'page.previous' of an answer to the same filters and sort, unchanged.");

    public sealed record InvalidChangeToken() : ContentError("invalid-change-token",
        "This token cannot be read. Take tokens from 'next' of an answer of /api/v1/changes, or from the id of an event, of this store and unchanged; without one, all posts are told anew.");

    public sealed record QueryTooExpensive(TimeSpan Limit) : ContentError("query-too-expensive",
        FormattableString.Invariant($"The question takes longer than {Limit.TotalSeconds:0.###} seconds. Ask for less: with another filter, fewer words, or a phrase of rarer ones."));

    public sealed record TooManyQueries() : ContentError("busy",
        "Too many expensive questions are asked at the moment. Try again in a few seconds.");

    public sealed record PostNotFound(string Asked) : ContentError("post-not-found",
        $"No published post is called '{Asked}'. List the posts at /api/v1/posts.");

    public sealed record WorkingCopyNotFound(string Asked) : ContentError("post-not-found",
        $"There is no post '{Asked}'. List them at /api/v1/posts?status=draft, or with another status.");

    public sealed record RevisionNotFound(Guid Id, int Revision) : ContentError("revision-not-found",
        $"Post {Id} has no revision {Revision}. List them at /api/v1/posts/{Id}/revisions.");

    public sealed record InvalidPost(IReadOnlyDictionary<string, string[]> ByField)
        : ContentError("invalid-post", string.Join(' ', ByField.Select(field => $"{field.Key}: {string.Join(' ', field.Value)}")))
    {
        public override IReadOnlyDictionary<string, string[]> Errors => ByField;
    }

    public sealed record InvalidTransition(Guid Id, PostStatus Status, PostVerb Verb) : ContentError("invalid-transition",
        $"Post {Id} is {Word(Status)}, and cannot be {Past(Verb)}. Possible is: {string.Join(", ", LifeCycle.PossibleFrom(Status).Select(Word))}.");

    /// <param name="Subject">What has changed, with its kind: <c>Post 0197…</c>, <c>Source 'blog'</c>.</param>
    /// <param name="Sent">The revision or ETag that the writer goes by.</param>
    public sealed record StaleRevision(string Subject, string Sent, int Current) : ContentError("stale-revision",
        $"{Subject} is at revision {Current}, not at {Sent}. Read it again and repeat the change.");

    public sealed record SlugTaken(string Slug, string? Language, Guid By) : ContentError("slug-taken",
        $"Post {By} has the slug '{Slug}'{(Language is null ? "" : $" in the language '{Language}'")}. Choose another, or leave it out for a free one.")
    {
        public override IReadOnlyDictionary<string, string[]> Errors => Blame("slug", $"Post {By} has it.");
    }

    public sealed record PathTaken(string Path, Guid By) : ContentError("path-taken",
        $"Post {By} has the path '{Path}'. Choose another, or leave it out for a free one.")
    {
        public override IReadOnlyDictionary<string, string[]> Errors => Blame("path", $"Post {By} has it.");
    }

    public sealed record IdTaken(Guid Id) : ContentError("id-taken",
        $"A post {Id} is or was there. Choose another id, or leave it out for a new one.")
    {
        public override IReadOnlyDictionary<string, string[]> Errors => Blame("id", "It is taken.");
    }

    public sealed record IdempotencyKeyReused(string Key) : ContentError("idempotency-key-reused",
        $"The Idempotency-Key '{Key}' came with another request before. Send a new key for a new request.");

    public sealed record SecretAlreadyShown() : ContentError("secret-already-shown",
        "This request was done before, and its answer showed a secret that is shown once. If the answer never came, revoke what was made and send a new request with a new Idempotency-Key.");

    public sealed record TermNotFound(string Kind, string Asked) : ContentError($"{Kind}-not-found",
        $"No published post carries the {Kind} '{Asked}'.");

    /// <param name="Now">The slug that it has now; null where there never was one so called.</param>
    public sealed record NoSuchTerm(string Kind, string Asked, string? Now) : ContentError($"{Kind}-not-found",
        $"There is no {Kind} '{Asked}'.{(Now is null ? " A term is there once a published post has carried it, until it is deleted." : $" It is '{Now}' now: change it there.")}");

    public sealed record InvalidTerm(IReadOnlyDictionary<string, string[]> ByField)
        : ContentError("invalid-term", string.Join(' ', ByField.Select(field => $"{field.Key}: {string.Join(' ', field.Value)}")))
    {
        public override IReadOnlyDictionary<string, string[]> Errors => ByField;
    }

    /// <param name="Owner">The slug of the term that is or was called so.</param>
    public sealed record NameTaken(string Kind, string Name, string Owner, bool IsFormer) : ContentError("name-taken",
        $"The {Kind} '{Owner}' {(IsFormer ? "was once called" : "is called")} '{Name}'. Merge the two, or choose another name.")
    {
        public override IReadOnlyDictionary<string, string[]> Errors => Blame("name", $"The {Kind} '{Owner}' has it.");
    }

    public sealed record LinkNotFound(string Asked) : ContentError("link-not-found",
        $"No published post carries the link '{Asked}'. List the links at /api/v1/links.");

    public sealed record KeyNotFound(string Asked) : ContentError("key-not-found",
        $"There is no key '{Asked}'. List the keys at /api/v1/keys.");

    public sealed record InvalidNewKey(IReadOnlyDictionary<string, string[]> ByField)
        : ContentError("invalid-property", string.Join(' ', ByField.Select(field => $"{field.Key}: {string.Join(' ', field.Value)}")))
    {
        public override IReadOnlyDictionary<string, string[]> Errors => ByField;
    }

    /// <summary>One answer for a link that was made up, has expired, was deleted or shows a post that has gone: which of them is nobody's business.</summary>
    public sealed record PreviewLinkNotFound() : ContentError("preview-link-not-found",
        "This preview link does not count, or not any more. Ask whoever sent it for a new one.");

    public sealed record TooManyPreviewLinks(Guid PostId, int Maximum) : ContentError("too-many-preview-links",
        $"Post {PostId} has {Maximum} preview links, which is the most. Delete one of /api/v1/posts/{PostId}/preview-links first.");

    public sealed record InvalidExpiry(string Member, string Reason) : ContentError("invalid-property", Reason)
    {
        public override IReadOnlyDictionary<string, string[]> Errors => Blame(Member, Reason);
    }

    public sealed record TrashedPost(Guid Id) : ContentError("invalid-transition",
        $"Post {Id} is trashed, and cannot be shown to anybody. Restore it first.");

    public sealed record SourceNotFound(string Asked) : ContentError("source-not-found",
        $"There is no source '{Asked}'. List them at /api/v1/sources.");

    public sealed record InvalidSource(string Property, string Reason) : ContentError("invalid-property", Reason)
    {
        public override IReadOnlyDictionary<string, string[]> Errors => Blame(Property, Reason);
    }

    public sealed record EmptyUpload() : ContentError("invalid-body",
        "There is nothing in what is sent. Send an archive of a blog, or Markdown files.");

    public sealed record InvalidUpload(string Reason) : ContentError("invalid-property", Reason);

    public sealed record UploadTooLarge(string Reason) : ContentError("body-too-large", Reason)
    {
        public static UploadTooLarge Beyond(long maximumBytes) =>
            new($"The upload has more than {maximumBytes} bytes, which is the most that is taken here. Send it in parts, or raise Cms:Import:MaxBytes.");
    }

    public sealed record ImportNotFound(string Asked) : ContentError("import-not-found",
        $"There is no import '{Asked}', or not any more. List them at /api/v1/imports.");

    public sealed record ImportQueueFull(int Maximum) : ContentError("import-queue-full",
        $"{Maximum} imports wait already, which is the most. Send it again when one of them is done; /api/v1/imports tells.");

    public sealed record RenderingTooExpensive(string Reason) : ContentError("rendering-too-expensive", Reason);

    public sealed record StoreUnavailable() : ContentError("store-unavailable",
        "The database cannot be reached at the moment. Try again in a few seconds.");

    public sealed record TooLong(string Property, int Maximum) : ContentError("too-long",
        $"The {Property} is longer than {Maximum} bytes. Shorten it.");

    public sealed record SourceNameTaken(string Name) : ContentError("source-name-taken",
        $"A source '{Name}' exists and shares no file with this folder. Name this one with --source NAME.");

    /// <param name="Index">Which operation of the batch, counted from 0.</param>
    public sealed record InBatch(int Index, ContentError Refused) : ContentError(Refused.Code, $"Operation {Index}: {Refused.Detail}")
    {
        public override IReadOnlyDictionary<string, string[]>? Errors =>
            Refused.Errors?.ToDictionary(error => $"operations[{Index}].{error.Key}", error => error.Value, StringComparer.Ordinal);
    }

    private static Dictionary<string, string[]> Blame(string field, string reason) => new(StringComparer.Ordinal) { [field] = [reason] };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Past(PostVerb verb) => verb switch
    {
        PostVerb.Revise => "revised",
        PostVerb.Publish => "published",
        PostVerb.Schedule => "scheduled",
        PostVerb.Unpublish => "unpublished",
        PostVerb.Archive => "archived",
        PostVerb.Trash => "trashed",
        PostVerb.Restore => "restored",
        PostVerb.Purge => "purged",
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, message: null),
    };
}

/// <summary>Carries a refusal to where it is answered.</summary>
public sealed class ContentException : Exception
{
    public ContentException(ContentError error) : base(error.Detail) => Error = error;

    public ContentException() => Error = null!;

    public ContentException(string message) : base(message) => Error = null!;

    public ContentException(string message, Exception innerException) : base(message, innerException) => Error = null!;

    public ContentError Error { get; }
}
