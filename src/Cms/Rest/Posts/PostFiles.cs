using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;
using Cms.Rendering;

namespace Cms.Rest.Posts;

/// <summary>A post as a Markdown file: the one it was imported from, or one that is composed.</summary>
internal sealed class PostFiles(PublicFields publicity)
{
    private const string Rewritten = "\0";
    private const string Utf8 = "text/markdown; charset=utf-8";

    public DeliveryAnswer Write(DeliveredPost post)
    {
        var body = post.Body!;
        if (body.Original is not { } original)
        {
            return new DeliveryAnswer(Encoding.UTF8.GetBytes($"---\n{ComposeFrontMatter(post)}---\n{body.Markdown}"), Utf8);
        }

        var bytes = original.Bytes ?? Encoding.UTF8.GetBytes(original.Head + body.Markdown);
        var file = MarkdownFile.Parse(bytes);
        var whole = file.Write(_ => true);
        var kept = WithoutAddresses(file).Write(key => key != Rewritten && publicity.IsPublic(key));
        var isWhole = kept == whole && file.Refusal is null;

        // The bytes of a file in another encoding say so themselves, as far as they do.
        return isWhole
            ? new DeliveryAnswer(bytes, original.Bytes is null ? Utf8 : "text/markdown")
            : new DeliveryAnswer(Encoding.UTF8.GetBytes(kept), Utf8);
    }

    // A key that is turned down has the front matter written anew, where it would otherwise stay as it stands in the file.
    private static MarkdownFile WithoutAddresses(MarkdownFile file)
    {
        var known = AuthorAddresses.Without(file.FrontMatter);
        return ReferenceEquals(known, file.FrontMatter)
            ? file
            : file with { FrontMatter = new FrontMatterMap([.. known.Entries, KeyValuePair.Create<string, FrontMatterValue>(Rewritten, FrontMatterMap.Empty)]) };
    }

    // JSON's scalars and lists are YAML's, too.
    private string ComposeFrontMatter(DeliveredPost delivered)
    {
        var post = delivered.Post;
        var yaml = new StringBuilder();
        Add("title", post.Title);
        Add("date", Json.Time(post.PublishedAt));
        Add("slug", post.Slug);
        Add("permalink", post.Path);
        Add("lang", post.Language);
        Add("description", post.Description);
        Add("categories", ListOf(delivered.Categories.Select(category => category.Name)));
        Add("tags", ListOf(delivered.Tags.Select(tag => tag.Name)));
        Add("keywords", ListOf(delivered.Keywords.Select(keyword => keyword.Name)));
        Add("authors", ListOf(delivered.Authors.Select(author => author.Name)));
        Add("links", LinksOf(post.Links));
        Add("image", post.Image?.Url);
        Add("canonical_url", post.CanonicalUrl);
        Add("featured", post.Featured ? JsonValue.Create(true) : null);
        Add("excerpt", delivered.Body!.Excerpt);
        foreach (var (name, value) in publicity.Of(post.Fields))
        {
            Add(JsonSerializer.Serialize(name, Json.Options), value);
        }

        return yaml.ToString();

        void Add(string key, JsonNode? value)
        {
            if (value is not null)
            {
                yaml.Append(key).Append(": ").Append(value.ToJsonString(Json.Options)).Append('\n');
            }
        }
    }

    private static JsonArray? ListOf(IEnumerable<string> names)
    {
        var list = new JsonArray([.. names.Select(name => JsonValue.Create(name))]);
        return list.Count == 0 ? null : list;
    }

    private static JsonArray? LinksOf(IReadOnlyList<PostLink> links) =>
        links.Count == 0 ? null : new JsonArray([.. links.Select(link => new JsonObject { [link.Name] = link.Url })]);
}
