namespace Cms.Hosting;

/// <summary>Which web pages of other origins may read, bound from <c>Cms:Cors</c>.</summary>
internal sealed record CrossOriginOptions
{
    public const string Section = "Cms:Cors";

    /// <summary>Origins such as <c>https://example.org</c>; none named means any.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];
}
