using Cms.Content.Posts.BulkWriting;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Lines;

/// <summary>The posts of one source, from the lines of an export. A source that the store has already is rendered by its own configuration, which lines do not carry.</summary>
internal sealed class LinesSite(SiteInput input, LinesTree tree) : Site(input)
{
    protected override FrontMatterEnvelopes Envelopes => FrontMatterEnvelopes.None;

    public override string HashOf(byte[] bytes) => base.HashOf(bytes) + ExportedRevisions.HashMark;

    protected override SourceDefinition Define() => new() { Generator = Generator.Markdown, Prefix = Prefix };

    protected override IReadOnlyList<SiteFile> Find() => [.. tree.Lines.Select(line => new SiteFile(line.File, line.Problem))];

    protected override ReadPost Read(SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now) =>
        ExportedPost.Read(tree.Of(file.File), ExportedLines.Parse(bytes)!.Value, Prefix);
}
