using System.ComponentModel.DataAnnotations;

namespace Cms.Access;

/// <summary>How often within a minute, and how much at once, bound from <c>Cms:Limits</c>; 0 switches a limit off.</summary>
internal sealed record LimitOptions
{
    public const string Section = "Cms:Limits";

    /// <summary>Keys and tokens that do not count, from one address.</summary>
    [Range(0, int.MaxValue)]
    public int FailedSignIns { get; init; } = 20;

    /// <summary>Texts that an address without a key has rendered, over REST and GraphQL.</summary>
    [Range(0, int.MaxValue)]
    public int Render { get; init; } = 120;

    /// <summary>GET and HEAD with one key.</summary>
    [Range(0, int.MaxValue)]
    public int ReadsByKey { get; init; }

    /// <summary>All other methods with one key.</summary>
    [Range(0, int.MaxValue)]
    public int WritesByKey { get; init; }

    /// <summary>Searches and costly GraphQL queries that are worked on at the same time; eight times as many may wait for a moment.</summary>
    [Range(0, 1000)]
    public int ExpensiveQueries { get; init; } = 4;

    /// <summary>Readers who are told of changes at the moment, or wait for one: requests with <c>wait</c> and streams of events.</summary>
    [Range(0, 100_000)]
    public int Followers { get; init; } = 200;
}
