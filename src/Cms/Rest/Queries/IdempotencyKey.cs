using System.Security.Cryptography;
using System.Text;
using Cms.Access;
using Cms.Answers;
using Cms.Content.Posts;

namespace Cms.Rest.Queries;

/// <summary>Reads <c>Idempotency-Key</c>, by which a POST may be sent again without being done again.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int MaximumLength = 255;

    /// <summary>Null where there is none, and for methods that may be repeated anyway.</summary>
    /// <exception cref="ProblemException">400: it cannot be taken.</exception>
    public static IdempotentRequest? Read(HttpContext context, ReadOnlySpan<byte> body) => Read(context, context.Request.ContentType, body);

    /// <summary>The same where the body's type differs each time, as that of a form does by its boundary.</summary>
    /// <param name="body">The body, or what stands for it.</param>
    public static IdempotentRequest? Read(HttpContext context, string? type, ReadOnlySpan<byte> body)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || request.Headers[Header] is not { Count: > 0 } header)
        {
            return null;
        }

        if (header is not [{ Length: > 0 and <= MaximumLength } key] || !key.All(character => character is > ' ' and <= '~'))
        {
            throw new ProblemException(Problem.Of(
                ProblemKind.InvalidRequest, $"The header {Header} is one word of 1 to {MaximumLength} visible ASCII characters, such as a UUID."));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n{type}\n"));
        hash.AppendData(body);
        var caller = context.Caller();
        return new(caller?.KeyId?.ToString() ?? $"name {caller?.Name}", key, hash.GetHashAndReset());
    }
}
