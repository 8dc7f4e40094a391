using System.Text.Json;
using Cms.Content.Delivery;
using Cms.Content.Export.Files;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Export;

/// <summary>Writes single posts as the files that an export would make of them. Private fields are still in them.</summary>
public sealed class PublishedFiles(NpgsqlDataSource dataSource, TimeProvider clock)
{
    private const string TranslationKey = "key:";

    /// <summary>The file of a published copy.</summary>
    /// <param name="delivered">Loaded with its body.</param>
    /// <param name="site">The site of posts that were made in the store.</param>
    /// <exception cref="Cms.Markdown.FrontMatter.FrontMatterChangeException">The post says more than front matter may hold.</exception>
    public async Task<byte[]> WriteAsync(DeliveredPost delivered, OwnSite site, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(delivered);
        ArgumentNullException.ThrowIfNull(site);
        var body = delivered.Body ?? throw new InvalidOperationException("The post was loaded without its body.");
        var (given, revision) = await FindFileAsync(delivered.Post.Id, ct);
        var imported = revision is null ? null : await CalledTodayAsync(given!, ct);
        var content = ContentOf(delivered, body, imported);
        if (imported is { Original: { } file } && revision == delivered.Post.Revision && AreSameTerms(given!, content))
        {
            return PostFile.AsImported(file, imported.Markdown);
        }

        var post = new Post
        {
            Id = delivered.Post.Id,
            Revision = delivered.Post.Revision,
            Status = PostStatus.Published,
            Content = content,
            Origin = delivered.Post.Origin,
            CreatedAt = delivered.Post.CreatedAt,
            ChangedAt = delivered.Post.StoredAt,
        };
        return Write(new(post, IsAsImported: false, body.Original ?? given?.Original, imported?.Path), delivered.Rendering.Definition ?? site.ToDefinition());
    }

    /// <summary>The file of a working copy.</summary>
    /// <param name="source">What the post's source was defined by; null for a post that was made in the store.</param>
    /// <param name="site">The site of posts that were made in the store.</param>
    /// <exception cref="Cms.Markdown.FrontMatter.FrontMatterChangeException">The post says more than front matter may hold.</exception>
    public async Task<byte[]> WriteAsync(Post post, SourceDefinition? source, OwnSite site, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(site);
        var (given, revision) = await FindFileAsync(post.Id, ct);
        return given?.Original is { } file && revision == post.Revision && AreSameTerms(given, post.Content)
            ? PostFile.AsImported(file, given.Markdown)
            : Write(new(post, IsAsImported: false, post.Content.Original ?? given?.Original, revision is null ? null : given?.Path), source ?? site.ToDefinition());
    }

    private async Task<PostContent> CalledTodayAsync(PostContent content, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return (await ChangedTerms.NamedInAsync(connection, [content], ct)).In(content, writtenBy: null);
    }

    private static bool AreSameTerms(PostContent one, PostContent other) =>
        one.Tags.SequenceEqual(other.Tags, StringComparer.Ordinal)
        && one.Categories.SequenceEqual(other.Categories, StringComparer.Ordinal)
        && one.Keywords.SequenceEqual(other.Keywords, StringComparer.Ordinal)
        && one.Authors.Select(author => author.Name).SequenceEqual(other.Authors.Select(author => author.Name), StringComparer.Ordinal);

    private byte[] Write(PostToExport exported, SourceDefinition source)
    {
        var reading = new SourceReading(source, clock);
        return PostFile.Write(WantedPost.Of(exported), exported.Original, new FileNames().Take(exported.Post, isAsImported: false, reading.Generator), reading).Bytes;
    }

    // What the last import made of the post's file, else what it was made of, and the revision that the import made.
    private async Task<(PostContent? Content, int? ImportedRevision)> FindFileAsync(Guid id, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select e.data -> 'content', p.imported_revision from {ContentTables.Posts} p
             join {ContentTables.Events} e on e.stream_id = p.id and e.version = coalesce(p.imported_revision, 1) where p.id = $1
             """);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? (JsonSerializer.Deserialize<PostContent>(reader.GetString(0), DocumentJson.Options), reader.IsDBNull(1) ? null : reader.GetInt32(1))
            : (null, null);
    }

    private static PostContent ContentOf(DeliveredPost delivered, PublishedBody body, PostContent? imported)
    {
        var post = delivered.Post;
        return new()
        {
            Title = post.Title,
            Slug = post.Slug,
            Path = post.Path,
            Language = post.Language,
            Categories = Spelt(delivered.Categories, imported?.Categories),
            Tags = Spelt(delivered.Tags, imported?.Tags),
            Keywords = Spelt(delivered.Keywords, imported?.Keywords),
            Links = post.Links,
            Authors = imported is not null && AreSame(delivered.Authors, imported.Authors.Select(author => author.Name))
                ? imported.Authors
                : [.. delivered.Authors.Select(author => new PostAuthor(author.Name, author.Url))],
            Description = post.Description,
            Image = post.Image,
            CanonicalUrl = post.CanonicalUrl,
            Featured = post.Featured,
            Excerpt = body.Excerpt,
            TranslationKey = post.TranslationKey.StartsWith(TranslationKey, StringComparison.Ordinal) ? post.TranslationKey[TranslationKey.Length..] : null,
            PublishedAt = post.PublishedAt,
            PublishedOn = imported?.PublishedAt == post.PublishedAt ? imported.PublishedOn : null,
            ModifiedAt = imported?.ModifiedAt,
            RedirectFrom = imported?.RedirectFrom ?? [],
            Fields = post.Fields,
            Markdown = body.Markdown,
            Markup = body.Markup,
        };
    }

    // A post keeps its own spelling of a term until the term is renamed.
    private static IReadOnlyList<string> Spelt(IReadOnlyList<TermReference> terms, IReadOnlyList<string>? imported) =>
        imported is not null && AreSame(terms, imported) ? imported : [.. terms.Select(term => term.Name)];

    private static bool AreSame(IReadOnlyList<TermReference> terms, IEnumerable<string> names) =>
        names.Select(SlugRules.TermKey).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal).SequenceEqual(terms.Select(term => SlugRules.TermKey(term.Name)), StringComparer.Ordinal);
}
