namespace Cms.Content.Export;

/// <summary>What to export, and where to.</summary>
/// <param name="Folder">Made where it is not there.</param>
public sealed record ExportRequest(string Folder)
{
    /// <summary>The name of the source to write; null for all.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the folder may hold something already. Files of the same names are replaced, all others left alone.</summary>
    public bool Overwrite { get; init; }

    /// <summary>How posts that were made in the store are addressed and dated: what their files' configuration says.</summary>
    public OwnSite Site { get; init; } = new();
}
