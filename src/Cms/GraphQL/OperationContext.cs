using Cms.Access;
using Cms.GraphQL.Loading;
using Cms.GraphQL.Posts;
using Cms.GraphQL.Writers;
using Cms.Rendering;
using GraphQL;

namespace Cms.GraphQL;

/// <summary>What the fields of one operation share.</summary>
/// <param name="store">What they read.</param>
/// <param name="texts">Renders the bodies of posts.</param>
/// <param name="rendering">Renders texts of strangers.</param>
/// <param name="publicity">What of a post leaves the program.</param>
internal sealed class OperationContext(StoreReads store, PostTexts texts, BoundedRendering rendering, PublicFields publicity) : Dictionary<string, object?>(StringComparer.Ordinal)
{
    public StoreReads Store { get; } = store;

    public BoundedRendering Rendering { get; } = rendering;

    public PublicFields Publicity { get; } = publicity;

    /// <summary>Who asks; null without a key.</summary>
    public Caller? Caller { get; init; }

    /// <summary>What writers may, as far as the caller's scopes go.</summary>
    public required WriterAccess Writers { get; init; }

    /// <summary>Called before a stranger's text is rendered; refuses when there were too many.</summary>
    public required Action CountRendering { get; init; }

    /// <summary>What the operation asks for at most; null until its document was found to be valid.</summary>
    public long? Cost { get; set; }

    /// <summary>Its place among the expensive queries; null for one that needs none, and where there is no limit to them.</summary>
    public IDisposable? Place { get; set; }

    public RenderedPosts Rendered { get; } = new(texts);

    public PartSelection Parts { get; } = new();
}

internal static class ResolveFieldContexts
{
    public static OperationContext Operation(this IResolveFieldContext context) => (OperationContext)context.UserContext;

    public static StoreReads Store(this IResolveFieldContext context) => context.Operation().Store;
}
