using System.ComponentModel.DataAnnotations;

namespace Cms.GraphQL;

/// <summary>What a GraphQL request may ask for, bound from <c>Cms:GraphQL</c>.</summary>
internal sealed record GraphQLOptions
{
    public const string Section = "Cms:GraphQL";

    /// <summary>Fields below each other, fragments included. The usual introspection query needs 15.</summary>
    [Range(1, 100)]
    public int MaxDepth { get; init; } = 15;

    /// <summary>What an operation may cost: one for each object, five for each rendered text, multiplied by the page sizes above it.</summary>
    [Range(1, 1_000_000_000)]
    public int MaxCost { get; init; } = 10_000;

    /// <summary>Aliased and repeated fields of a document.</summary>
    [Range(0, 10_000)]
    public int MaxAliases { get; init; } = 50;

    /// <summary>Names, values and punctuation of a document.</summary>
    [Range(10, 1_000_000)]
    public int MaxTokens { get; init; } = 5_000;

    /// <summary>Size of a request's body, a batch included.</summary>
    [Range(1_024, 100 * 1024 * 1024)]
    public int MaxBodyBytes { get; init; } = 256 * 1024;

    /// <summary>Requests of a batch.</summary>
    [Range(1, 100)]
    public int MaxBatch { get; init; } = 10;

    /// <summary>Statements that one operation may have running on the database at a time.</summary>
    [Range(1, 100)]
    public int MaxParallelStatements { get; init; } = 4;

    /// <summary>Memory for documents that are kept parsed and validated, and as much again for those known by their hash, in bytes; 0 keeps none.</summary>
    [Range(0, int.MaxValue)]
    public int DocumentCacheBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Whether clients may ask for the schema.</summary>
    public bool Introspection { get; init; } = true;
}
