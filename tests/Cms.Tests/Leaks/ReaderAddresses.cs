using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Cms.Tests.Leaks;

/// <summary>Every address that answers a GET, with every parameter that the OpenAPI document gives it. What is added to the product is walked without a word here.</summary>
internal sealed partial class ReaderAddresses
{
    private readonly List<Template> templates = [];

    public ReaderAddresses(IEnumerable<EndpointDataSource> sources, JsonNode openApi)
    {
        var paths = openApi["paths"]!.AsObject();
        foreach (var endpoint in sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET", StringComparer.Ordinal) == false)
            {
                continue;
            }

            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(TextOf));
            if (path == "/graphql")
            {
                // Its documents are no values of parameters: GraphQLQueries asks them.
                continue;
            }

            var isManagement = endpoint.Metadata.OfType<IAuthorizeData>().Any(data => data.Policy is not null);
            var operation = paths[path.TrimEnd('/')]?["get"];
            templates.Add(new(path, Parameter: null, Values: [], isManagement));
            foreach (var parameter in (operation?["parameters"]?.AsArray() ?? []).Where(parameter => parameter!["in"]!.GetValue<string>() == "query"))
            {
                var schema = parameter!["schema"];
                var values = (schema?["enum"] ?? schema?["items"]?["enum"])?.AsArray().Select(value => value!.ToString()).ToArray() ?? [];
                templates.Add(new(path, parameter["name"]!.GetValue<string>(), values, isManagement));
            }
        }
    }

    /// <summary>Those that name nothing, and so answer the same to all who may ask.</summary>
    public IEnumerable<string> General => templates
        .Where(template => template is { IsManagement: false, IsOfDrafts: false } && !template.Path.Contains('{', StringComparison.Ordinal))
        .SelectMany(template => template.Parameter is null ? [template.Path] : template.Values.Select(value => $"{template.Path}?{template.Parameter}={value}"))
        .Distinct(StringComparer.Ordinal);

    /// <summary>Those that name a post or a part of it.</summary>
    /// <param name="names">By kind.</param>
    /// <param name="asReader">Leaves out what is for writers alone.</param>
    public IEnumerable<string> Naming(IReadOnlyDictionary<string, string> names, bool asReader) => templates
        .Where(template => !asReader || template is { IsManagement: false, IsOfDrafts: false })
        .SelectMany(template => template.Fill(names))
        .Distinct(StringComparer.Ordinal);

    private static string TextOf(RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => "",
    }));

    [GeneratedRegex(@"\{(?<name>[^}]+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Hole { get; }

    private sealed record Template(string Path, string? Parameter, string[] Values, bool IsManagement)
    {
        public bool IsOfDrafts => Parameter is "version" or "status";

        private bool NamesNothing => (Parameter is null || Values.Length > 0) && !Path.Contains('{', StringComparison.Ordinal);

        public IEnumerable<string> Fill(IReadOnlyDictionary<string, string> names)
        {
            if (NamesNothing)
            {
                yield break;
            }

            var holes = Hole.Matches(Path).Select(hole => hole.Groups["name"].Value).ToList();
            var kinds = holes.Count == 0 ? [""] : Kinds(holes[0]);
            foreach (var kind in kinds)
            {
                var path = Hole.Replace(Path, hole => hole.Groups["name"].Value switch
                {
                    "number" or "other" or "page" => "1",
                    var name => Uri.EscapeDataString(name == holes[0] && kind.Length > 0 ? names[kind].TrimStart('/') : names[Kinds(name)[0]].TrimStart('/')),
                });
                foreach (var address in Parameter is null ? WithEndings(path) : WithParameter(path, names))
                {
                    yield return address;
                }
            }
        }

        private IEnumerable<string> WithEndings(string path) =>
            Path.EndsWith("{slug}", StringComparison.Ordinal) ? [path, $"{path}.html", $"{path}.md"] : [path];

        private IEnumerable<string> WithParameter(string path, IReadOnlyDictionary<string, string> names) => Values.Length > 0
            ? Values.Select(value => $"{path}?{Parameter}={value}")
            : Kinds(Parameter!).Select(kind => $"{path}?{Parameter}={Uri.EscapeDataString(names[kind])}");

        private static IReadOnlyList<string> Kinds(string parameter) => NamedThings.KindsOf(parameter);
    }
}
