using System.Security.Cryptography;
using System.Text;
using Cms.Hosting;
using Cms.Markdown;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Cms.Rendering;

/// <summary>
/// The memory of rendered texts, bounded in bytes. It lasts over changes of other posts, which make the answers anew that show these texts. What a text
/// becomes follows from its characters and options alone, unless templates in it name something else: those are rendered each time.
/// </summary>
internal sealed class KeptRenderings(IOptions<CacheOptions> options) : IDisposable
{
    private const int BytesBesideTexts = 512;

    private readonly MemoryCache? kept = options.Value.RenderingBytes == 0 ? null : new(new MemoryCacheOptions { SizeLimit = options.Value.RenderingBytes });

    /// <summary>The rendering of that text, made when there is none.</summary>
    public Cms.Markdown.Rendering Of(string markdown, RenderingOptions rendering, Func<Cms.Markdown.Rendering> render)
    {
        if (kept is null || markdown.Contains("{{", StringComparison.Ordinal) || markdown.Contains("{%", StringComparison.Ordinal))
        {
            return render();
        }

        var key = new Key(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(markdown))), rendering);
        if (!kept.TryGetValue(key, out Cms.Markdown.Rendering? found))
        {
            found = render();
            kept.Set(key, found, new MemoryCacheEntryOptions { Size = SizeOf(found) });
        }

        return found!;
    }

    public void Dispose() => kept?.Dispose();

    private static long SizeOf(Cms.Markdown.Rendering rendering)
    {
        // An excerpt that is the whole text is the same string.
        var excerpt = ReferenceEquals(rendering.Html, rendering.ExcerptHtml) ? 0 : rendering.ExcerptHtml.Length + rendering.ExcerptText.Length + rendering.ExcerptMarkdown.Length;
        var headings = rendering.Toc.Sum(heading => heading.Id.Length + heading.Text.Length);
        var links = rendering.Links.Sum(link => link.Url.Length + link.Text.Length);
        return BytesBesideTexts + (sizeof(char) * ((long)rendering.Html.Length + rendering.Text.Length + excerpt + headings + links));
    }

    private sealed record Key(string Hash, RenderingOptions Options);
}
