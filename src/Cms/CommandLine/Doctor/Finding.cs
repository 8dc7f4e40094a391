namespace Cms.CommandLine.Doctor;

/// <summary>What was looked at, and how it is.</summary>
/// <param name="Of">What it is about, in a word.</param>
/// <param name="Text">How it is and, where it is not well, what to do.</param>
internal sealed record Finding(Grade Grade, string Of, string Text);

internal enum Grade
{
    Well,

    /// <summary>Works, and is perhaps not meant so.</summary>
    Warning,

    /// <summary>Cannot stay as it is.</summary>
    Problem,
}
