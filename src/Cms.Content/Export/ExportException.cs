namespace Cms.Content.Export;

/// <summary>An export that could not start or not end. The message is a sentence for the person who asked for it.</summary>
public sealed class ExportException : Exception
{
    public ExportException()
    {
    }

    public ExportException(string message) : base(message)
    {
    }

    public ExportException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
