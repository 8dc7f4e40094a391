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

    /// <summary>Whether the import could run and an archive was refused as a whole: it is damaged, or made to harm.</summary>
    public bool IsArchive { get; init; }
}
