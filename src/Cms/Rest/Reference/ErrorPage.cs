using Cms.Answers;

namespace Cms.Rest.Reference;

/// <summary>Where the <c>type</c> of problem details leads.</summary>
internal static class ErrorPage
{
    public static void MapErrorPage(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/docs/errors", [HttpMethods.Get, HttpMethods.Head], ShowErrors).AllowAnonymous().ExcludeFromDescription();

    internal static IResult ShowErrors() => Page.Of(
        "Errors of the Cms API",
        $"""
         <h1>Errors</h1>
         <p>Refusals are problem details (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>) with a <code>code</code> that stays the same,
         a <code>detail</code> that says what to do, and <code>errors</code> by parameter or field.</p>
         <dl>
         {string.Join('\n', ProblemKind.All.Select(kind => $"<dt id=\"{kind.Code}\"><code>{kind.Code}</code> ({kind.Status})</dt><dd>{kind.Title}.</dd>"))}
         </dl>
         """);
}
