namespace Cms.Markdown;

/// <summary>A text asks for more than the bounds of rendering. The message says which bound and what to do, and may be shown to its author.</summary>
public sealed class RenderingLimitException : Exception
{
    public RenderingLimitException()
    {
    }

    public RenderingLimitException(string message)
        : base(message)
    {
    }

    public RenderingLimitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
