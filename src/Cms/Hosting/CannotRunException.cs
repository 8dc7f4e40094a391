namespace Cms.Hosting;

/// <summary>The program cannot do what it was started for. The message is for the person at the terminal and says what to do.</summary>
public sealed class CannotRunException : Exception
{
    public CannotRunException()
    {
    }

    public CannotRunException(string message)
        : base(message)
    {
    }

    public CannotRunException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
