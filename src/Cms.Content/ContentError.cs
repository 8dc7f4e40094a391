namespace Cms.Content;

/// <summary>Each way in which a request about content is refused. The code is stable; the detail says what to do.</summary>
public abstract record ContentError(string Code, string Detail)
{
    public sealed record InvalidParameter(string Parameter, string Reason) : ContentError("invalid-parameter", Reason);

    public sealed record InvalidCursor() : ContentError("invalid-cursor",
        "This cursor cannot be read. Take cursors from 'page.next' and 'page.previous' of an answer to the same filters and sort, unchanged.");

    public sealed record PostNotFound(string Asked) : ContentError("post-not-found",
        $"No published post is called '{Asked}'. List the posts at /api/v1/posts.");

    public sealed record TermNotFound(string Kind, string Asked) : ContentError($"{Kind}-not-found",
        $"No published post carries the {Kind} '{Asked}'.");

    public sealed record LinkNotFound(string Asked) : ContentError("link-not-found",
        $"No published post carries the link '{Asked}'. List the links at /api/v1/links.");

    public sealed record KeyNotFound(string Asked) : ContentError("key-not-found",
        $"There is no key '{Asked}'. List the keys at /api/v1/keys.");

    public sealed record RenderingTooExpensive(string Reason) : ContentError("rendering-too-expensive", Reason);

    public sealed record StoreUnavailable() : ContentError("store-unavailable",
        "The database cannot be reached at the moment. Try again in a few seconds.");

    public sealed record TooLong(string Property, int Maximum) : ContentError("too-long",
        $"The {Property} is longer than {Maximum} bytes. Shorten it.");

    public sealed record SourceNameTaken(string Name) : ContentError("source-name-taken",
        $"A source '{Name}' exists and shares no file with this folder. Name this one with --source NAME.");
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
