using System.Buffers.Text;
using System.Security.Cryptography;
using Cms.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cms.Answers;

/// <summary>
/// An answer to readers, complete before its first byte goes out: that gives it a strong <c>ETag</c> over its bytes, and so 304, HEAD and a
/// compressed form of its own (RFC 9110, sections 8.8.3 and 13).
/// </summary>
/// <param name="Content">The bytes, not compressed.</param>
internal sealed record DeliveryAnswer(ReadOnlyMemory<byte> Content, string ContentType) : IResult
{
    // A hash of 128 bits is enough for all answers that will ever be.
    private const int TagLength = 16;

    private static readonly LastText<string> WithCoding = new(vary => $"{vary}, {HeaderNames.AcceptEncoding}");
    private static readonly LastText<int> CacheControl = new(maxAge => $"public, max-age={maxAge}, must-revalidate");

    // Another version or other settings may show the same post otherwise, and both need a new start.
    private static readonly DateTimeOffset Started = new(System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime());

    /// <summary>
    /// Whether it follows from the content alone, and so is no newer than the content's last change. No single post tells that: a list loses posts without any of
    /// them changing, and a post shows its tags' names and its translations. What is searched for does not follow: the index comes behind.
    /// </summary>
    public bool IsOfContent { get; init; }

    /// <summary>What a CDN may purge the answer by.</summary>
    public IEnumerable<string> SurrogateKeys { get; init; } = [];

    /// <summary>Values of the <c>Link</c> header.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>The request headers besides <c>Accept-Encoding</c> that chose this answer; null where none did.</summary>
    public string? Vary { get; init; } = HeaderNames.Accept;

    /// <summary>Whether it names the host that was asked, and so is true for that one alone. It is not kept then.</summary>
    public bool NamesHost { get; init; }

    /// <summary>Whether it is about to change without any change of content. It is not kept then, by nobody.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Headers that only this answer has.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var coding = ContentCoding.Choose(httpContext.Request.Headers.AcceptEncoding, Content.Length);
        var tag = TagOf(Content.Span, coding);
        var modified = IsOfContent ? AnswerCache.Content(httpContext)?.ChangedAt : null;
        var answer = new FinishedAnswer(coding.Encode(Content), ContentType)
        {
            Tag = tag,
            Unchanged = modified is { } at ? new(Since(at), httpContext.RequestServices.GetRequiredService<TimeProvider>()) : null,
            ContentEncoding = coding.Name,
            Vary = Vary is null ? HeaderNames.AcceptEncoding : WithCoding.Of(Vary),
            Headers = [.. HeadersFor(httpContext, tag)],
        };
        if (!NamesHost && !IsPassing)
        {
            AnswerCache.Offer(httpContext, answer);
        }

        return answer.SendAsync(httpContext);
    }

    private static EntityTagHeaderValue TagOf(ReadOnlySpan<byte> content, ContentCoding coding)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(hash[..TagLength])}{coding.TagSuffix}\"");
    }

    private IEnumerable<KeyValuePair<string, StringValues>> HeadersFor(HttpContext context, EntityTagHeaderValue tag)
    {
        var maxAge = IsPassing ? 0 : context.RequestServices.GetRequiredService<IOptions<DeliveryOptions>>().Value.MaxAge;
        yield return new(HeaderNames.ETag, tag.ToString());
        yield return new(HeaderNames.CacheControl, CacheControl.Of(maxAge));
        yield return new(HeaderNames.XContentTypeOptions, "nosniff");
        if (string.Join(' ', SurrogateKeys.Distinct(StringComparer.Ordinal)) is { Length: > 0 } keys)
        {
            yield return new("Surrogate-Key", keys);
        }

        if (Links.Count > 0)
        {
            yield return new(HeaderNames.Link, string.Join(", ", Links));
        }

        foreach (var (name, value) in Headers)
        {
            yield return new(name, value);
        }
    }

    // The header has no fractions: a post may change twice in a second, and only the next one is surely behind both.
    private static long Since(DateTimeOffset modified) =>
        (long)Math.Ceiling((modified > Started ? modified : Started).ToUnixTimeMilliseconds() / 1000.0);
}
