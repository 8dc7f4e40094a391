using Cms.GraphQL.Limits;

namespace Cms.GraphQL.Http;

/// <summary>A request that HTTP's rules refuse, before any document is looked at.</summary>
internal sealed class HttpRefusal : Exception
{
    public HttpRefusal(int status, string code, string message)
        : base(message) => (Status, Refusal) = (status, new RequestRefusal(code, message));

    public HttpRefusal(RequestRefusal refusal)
        : base(refusal.Message, refusal) => (Status, Refusal) = (StatusCodes.Status400BadRequest, refusal);

    public HttpRefusal()
        : this(StatusCodes.Status400BadRequest, "BAD_REQUEST", "The request cannot be read.")
    {
    }

    public HttpRefusal(string message)
        : this(StatusCodes.Status400BadRequest, "BAD_REQUEST", message)
    {
    }

    public HttpRefusal(string message, Exception innerException)
        : base(message, innerException) => (Status, Refusal) = (StatusCodes.Status400BadRequest, new RequestRefusal("BAD_REQUEST", message));

    public int Status { get; }

    public RequestRefusal Refusal { get; }
}
