using System.ComponentModel.DataAnnotations;

namespace Cms.Hosting;

/// <summary>Answers, and texts that they are made of, which are kept in memory; bound from <c>Cms:Cache</c>.</summary>
internal sealed record CacheOptions
{
    public const string Section = "Cms:Cache";

    /// <summary>How much memory they may take; 0 keeps none.</summary>
    [Range(0, long.MaxValue)]
    public long Bytes { get; init; } = 40 * 1024 * 1024;

    /// <summary>The part of whole answers.</summary>
    public long AnswerBytes => Bytes - RenderingBytes;

    /// <summary>The part of rendered texts.</summary>
    public long RenderingBytes => Bytes / 16;
}
