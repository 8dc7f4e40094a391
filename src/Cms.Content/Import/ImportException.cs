namespace Cms.Content.Import;

/// <summary>An import that could not start. The message is a sentence for the person who asked for it.</summary>
public sealed class ImportException : Exception
{
    public ImportException()
    {
    }

    public ImportException(string message) : base(message)
    {
    }

    public ImportException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

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
