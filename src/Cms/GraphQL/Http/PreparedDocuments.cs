using System.Security.Cryptography;
using System.Text;
using Cms.GraphQL.Limits;
using GraphQL.Execution;
using GraphQLParser.AST;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Cms.GraphQL.Http;

/// <summary>A document, parsed. One that has passed all rules needs to pass only those that look at the variables the next time.</summary>
internal sealed record PreparedDocument(string Text, GraphQLDocument Document, bool IsValid);

/// <summary>Parses documents within the limits, and keeps the valid ones by their text and by their hash.</summary>
internal sealed class PreparedDocuments(IOptions<GraphQLOptions> options) : IDisposable
{
    private const int BytesBesideText = 512;

    // For each character, in a document that is all names of two letters; others take half.
    private const int BytesOfTree = 44;

    // A bracket is up to four nodes of the tree, and the scan lets a hundred brackets through: the parser never refuses what the scan took.
    private readonly GraphQLDocumentBuilder parser = new() { MaxDepth = 512 };
    private readonly MemoryCache byText = new(new MemoryCacheOptions { SizeLimit = options.Value.DocumentCacheBytes });
    private readonly MemoryCache byHash = new(new MemoryCacheOptions { SizeLimit = options.Value.DocumentCacheBytes });

    /// <exception cref="RequestRefusal">Unknown, not what its hash says, or beyond a limit.</exception>
    /// <exception cref="SyntaxError">It cannot be parsed.</exception>
    public PreparedDocument Prepare(GraphQLRequest request)
    {
        var text = request.Query ?? byHash.Get<string>(request.Hash!)
            ?? throw new RequestRefusal("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound: send the document once together with its hash.");
        if (request.Query is not null && request.Hash is not null && Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) != request.Hash)
        {
            throw new RequestRefusal("PERSISTED_QUERY_MISMATCH", "'sha256Hash' is not the SHA-256 of 'query' in UTF-8.");
        }

        return byText.TryGetValue(text, out PreparedDocument? known) ? known! : Parse(text);
    }

    /// <summary>Keeps a document that has passed all rules.</summary>
    public void Keep(PreparedDocument document, string? hash)
    {
        if (!document.IsValid)
        {
            byText.Set(document.Text, document with { IsValid = true }, new MemoryCacheEntryOptions { Size = BytesBesideText + (document.Text.Length * (sizeof(char) + BytesOfTree)) });
        }

        if (hash is not null && !byHash.TryGetValue(hash, out _))
        {
            byHash.Set(hash, document.Text, new MemoryCacheEntryOptions { Size = BytesBesideText + (document.Text.Length * sizeof(char)) });
        }
    }

    public void Dispose()
    {
        byText.Dispose();
        byHash.Dispose();
    }

    private PreparedDocument Parse(string text)
    {
        var limits = options.Value;
        if (DocumentScan.Check(text, limits.MaxTokens) is { } refusal)
        {
            throw refusal;
        }

        var document = parser.Build(text);
        return DocumentShape.Check(document, limits.MaxAliases) is { } repeated ? throw repeated : new PreparedDocument(text, document, IsValid: false);
    }
}
