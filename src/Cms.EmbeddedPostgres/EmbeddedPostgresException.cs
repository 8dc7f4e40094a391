namespace Cms.EmbeddedPostgres;

/// <summary>Says why PostgreSQL could not be had, in a sentence for the person at the terminal that also says what to do.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException()
    {
    }

    public EmbeddedPostgresException(string message)
        : base(message)
    {
    }

    public EmbeddedPostgresException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
