using GraphQL.Execution;

namespace Cms.GraphQL.Limits;

/// <summary>A request that is not executed.</summary>
internal sealed class RequestRefusal : DocumentError
{
    public RequestRefusal(string code, string message)
        : base(message) => Code = code;
}
