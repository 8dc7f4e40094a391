using GraphQL.Execution;

namespace Cms.GraphQL.Limits;

/// <summary>A request that is not executed.</summary>
/// <param name="code">Stable: what a program may look at.</param>
/// <param name="message">What went wrong and what to do about it.</param>
internal sealed class RequestRefusal : DocumentError
{
    public RequestRefusal(string code, string message)
        : base(message) => Code = code;
}
