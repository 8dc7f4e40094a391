namespace Cms.Content.Import;

/// <summary>An import that began and ended before its last file: it was asked to stop, or the store failed. What its report names is saved; running it again goes on.</summary>
public sealed class ImportInterruptedException : Exception
{
    public ImportInterruptedException(ImportReport report, string message, Exception innerException) : base(message, innerException) => Report = report;

    public ImportInterruptedException() => Report = null!;

    public ImportInterruptedException(string message) : base(message) => Report = null!;

    public ImportInterruptedException(string message, Exception innerException) : base(message, innerException) => Report = null!;

    /// <summary>The files that were dealt with until then.</summary>
    public ImportReport Report { get; }
}
