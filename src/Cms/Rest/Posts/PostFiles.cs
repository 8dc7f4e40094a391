using System.Text;
using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Content.Export;
using Cms.Content.Posts;
using Cms.Hosting;
using Cms.Markdown.FrontMatter;
using Cms.Rendering;
using Microsoft.Extensions.Options;

namespace Cms.Rest.Posts;

/// <summary>A post as a Markdown file, as an export writes it, without what readers do not see.</summary>
internal sealed class PostFiles(PublishedFiles files, PublicFields publicity, IOptions<SiteOptions> site, IOptions<TimeZoneOptions> zone)
{
    private const string Rewritten = "\0";
    private const string Utf8 = "text/markdown; charset=utf-8";

    private readonly OwnSite own = new(zone.Value.TimeZone, site.Value.Permalink, site.Value.Language);

    /// <param name="workingCopy">What is shown, when that is a working copy.</param>
    public async Task<DeliveryAnswer> WriteAsync(DeliveredPost post, Post? workingCopy, CancellationToken ct)
    {
        var bytes = await WriteFileAsync(post, workingCopy, ct);
        var file = MarkdownFile.Parse(bytes);
        var whole = file.Write(_ => true);
        var kept = WithoutAddresses(file).Write(key => key != Rewritten && publicity.IsPublic(key));
        var isWhole = kept == whole && file.Refusal is null;

        // The bytes of a file in another encoding say so themselves, as far as they do.
        return isWhole
            ? new DeliveryAnswer(bytes, file.ReproducesExactly ? Utf8 : "text/markdown")
            : new DeliveryAnswer(Encoding.UTF8.GetBytes(kept), Utf8);
    }

    private async Task<byte[]> WriteFileAsync(DeliveredPost post, Post? workingCopy, CancellationToken ct)
    {
        try
        {
            return workingCopy is null ? await files.WriteAsync(post, own, ct) : await files.WriteAsync(workingCopy, post.Rendering.Definition, own, ct);
        }
        catch (FrontMatterChangeException)
        {
            // Fields that are more than front matter may hold: the text is what a reader wants.
            return Encoding.UTF8.GetBytes(post.Body!.Markdown);
        }
    }

    // A key that is turned down has the front matter written anew, where it would otherwise stay as it stands in the file.
    private static MarkdownFile WithoutAddresses(MarkdownFile file)
    {
        var known = AuthorAddresses.Without(file.FrontMatter);
        return ReferenceEquals(known, file.FrontMatter)
            ? file
            : file with { FrontMatter = new FrontMatterMap([.. known.Entries, KeyValuePair.Create<string, FrontMatterValue>(Rewritten, FrontMatterMap.Empty)]) };
    }
}
