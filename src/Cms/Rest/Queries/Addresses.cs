using System.Text;
using Microsoft.AspNetCore.Http.Extensions;

namespace Cms.Rest.Queries;

/// <summary>Writes addresses for headers and answers, which hold ASCII only.</summary>
internal static class Addresses
{
    // The characters of a path segment that stand for themselves (RFC 3986, section 3.3), and the slash between segments.
    private const string PathCharacters = "-._~!$&'()*+,;=:@/";

    /// <summary>The request's address with one parameter set and another one taken away.</summary>
    public static string With(HttpRequest request, string parameter, string value, string? without = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, values) in request.Query.Where(other => other.Key != parameter && other.Key != without))
        {
            foreach (var text in values)
            {
                query.Add(name, text ?? "");
            }
        }

        query.Add(parameter, value);
        return $"{request.PathBase}{request.Path.ToUriComponent()}{query.ToQueryString()}";
    }

    /// <summary>A decoded path, percent-encoded.</summary>
    public static string EncodePath(string path)
    {
        var encoded = new StringBuilder(path.Length);
        foreach (var rune in path.EnumerateRunes())
        {
            var text = rune.ToString();
            var standsForItself = rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || PathCharacters.Contains((char)rune.Value, StringComparison.Ordinal));
            encoded.Append(standsForItself ? text : Uri.EscapeDataString(text));
        }

        return encoded.ToString();
    }
}
