using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using Cms.Answers;

namespace Cms.GraphQL.Explorer;

/// <summary>The page at <c>/graphql</c> for people: GraphiQL where the build could bring it, else a plain form. All of it comes from the program itself.</summary>
internal sealed class ExplorerPage
{
    private const string Prefix = "explorer/";

    // Monaco, the editor in GraphiQL, writes its styles into the page, embeds its icons, and starts its workers from scripts of ours.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Assembly Program = typeof(ExplorerPage).Assembly;
    private static readonly HashSet<string> Names = [.. Program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))];

    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>Whether the build could bring GraphiQL.</summary>
    public static bool HasGraphiQL => Names.Contains($"{Prefix}explorer.js.gz");

    public IResult Page() => Answer(HasGraphiQL ? "page.html" : "form.html", "text/html; charset=utf-8");

    /// <summary>A script or style sheet of the page.</summary>
    public IResult File(string name) => Path.GetExtension(name) switch
    {
        ".js" => Answer(name, "text/javascript; charset=utf-8"),
        ".css" => Answer(name, "text/css; charset=utf-8"),
        _ => TypedResults.NotFound(),
    };

    private IResult Answer(string name, string type) => Read(name) is { } content
        ? new DeliveryAnswer(content, type) { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Security-Policy"] = Policy, ["Referrer-Policy"] = "no-referrer" } }
        : TypedResults.NotFound();

    private byte[]? Read(string name) => Names.Contains($"{Prefix}{name}") || Names.Contains($"{Prefix}{name}.gz")
        ? files.GetOrAdd(name, static name =>
        {
            using var content = new MemoryStream();
            using var plain = Program.GetManifestResourceStream($"{Prefix}{name}");
            if (plain is not null)
            {
                plain.CopyTo(content);
            }
            else
            {
                using var packed = new GZipStream(Program.GetManifestResourceStream($"{Prefix}{name}.gz")!, CompressionMode.Decompress);
                packed.CopyTo(content);
            }

            return content.ToArray();
        })
        : null;
}
