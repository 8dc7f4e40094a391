namespace Cms.Content.Sources;

/// <summary>Keeps sources and their configuration.</summary>
public sealed class SourceWriter
{
    /// <summary>The source of that name with that configuration: made, changed or found as it was.</summary>
    public Task<Source> ConfigureAsync(string name, string configuration, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Null when there is none.</summary>
    public Task<Source?> FindAsync(string name, CancellationToken ct) => throw new NotSupportedException();
}
