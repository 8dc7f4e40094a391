using Weasel.Postgresql.Tables;

namespace Cms.Content.Storage;

/// <summary>The rows beside the documents: who carries a term or a link, where old paths lead, and the content version.</summary>
internal static class ContentTables
{
    public const string Terms = $"{ContentStore.Schema}.terms";
    public const string PublishedPostTerms = $"{ContentStore.Schema}.published_post_terms";
    public const string Links = $"{ContentStore.Schema}.links";
    public const string PublishedPostLinks = $"{ContentStore.Schema}.published_post_links";
    public const string Redirects = $"{ContentStore.Schema}.redirects";
    public const string FormerSlugs = $"{ContentStore.Schema}.former_slugs";
    public const string IdempotentRequests = $"{ContentStore.Schema}.idempotent_requests";
    public const string ImportedFiles = $"{ContentStore.Schema}.imported_files";
    public const string PreviewLinks = $"{ContentStore.Schema}.preview_links";
    public const string ContentVersion = $"{ContentStore.Schema}.content_version";
    public const string SigningSecrets = $"{ContentStore.Schema}.signing_secrets";
    public const string PublishedPosts = $"{ContentStore.Schema}.mt_doc_published_post";
    public const string PublishedBodies = $"{ContentStore.Schema}.mt_doc_published_body";
    public const string Posts = $"{ContentStore.Schema}.mt_doc_post";
    public const string Sources = $"{ContentStore.Schema}.mt_doc_source";
    public const string Streams = $"{ContentStore.Schema}.mt_streams";
    public const string Events = $"{ContentStore.Schema}.mt_events";
    public const string EventSequence = $"{ContentStore.Schema}.mt_events_sequence";

    public static IEnumerable<Table> All() => [TermsTable(), PostTermsTable(), LinksTable(), PostLinksTable(), RedirectsTable(), FormerSlugsTable(), IdempotentRequestsTable(), ContentVersionTable(), SigningSecretsTable()];

    // A tag, category, author or keyword. Its key is its identity; its slug is unique within its taxonomy.
    private static Table TermsTable()
    {
        var terms = new Table(Terms);
        terms.AddColumn("taxonomy", "text").AsPrimaryKey();
        terms.AddColumn("key", "text").AsPrimaryKey();
        terms.AddColumn("slug", "text").NotNull();
        terms.AddColumn("name", "text").NotNull();
        terms.AddColumn("description", "text");
        terms.AddColumn("url", "text");
        terms.Indexes.Add(new IndexDefinition("terms_by_slug") { Columns = ["taxonomy", "slug"], IsUnique = true });
        return terms;
    }

    // The post's date stands in the row and in the index, so that a term's newest posts can be found without reading the posts.
    private static Table PostTermsTable()
    {
        var postTerms = new Table(PublishedPostTerms);
        postTerms.AddColumn("post_id", "uuid").AsPrimaryKey();
        postTerms.AddColumn("taxonomy", "text").AsPrimaryKey();
        postTerms.AddColumn("key", "text").AsPrimaryKey();
        postTerms.AddColumn("position", "integer").NotNull();
        postTerms.AddColumn("published_at", "timestamptz").NotNull();
        postTerms.Indexes.Add(new IndexDefinition("published_post_terms_by_term") { Columns = ["taxonomy", "key", "published_at", "post_id"] });
        return postTerms;
    }

    private static Table LinksTable()
    {
        var links = new Table(Links);
        links.AddColumn("id", "uuid").AsPrimaryKey();
        links.AddColumn("url", "text").NotNull();
        links.AddColumn("host", "text");
        links.Indexes.Add(new IndexDefinition("links_by_host") { Columns = ["host"] });
        return links;
    }

    private static Table PostLinksTable()
    {
        var postLinks = new Table(PublishedPostLinks);
        postLinks.AddColumn("post_id", "uuid").AsPrimaryKey();
        postLinks.AddColumn("position", "integer").AsPrimaryKey();
        postLinks.AddColumn("link_id", "uuid").NotNull();
        postLinks.AddColumn("place", "text").NotNull();
        postLinks.AddColumn("name", "text").NotNull();
        postLinks.AddColumn("published_at", "timestamptz").NotNull();
        postLinks.Indexes.Add(new IndexDefinition("published_post_links_by_link") { Columns = ["link_id", "published_at", "post_id"] });
        return postLinks;
    }

    // Several posts may have left an address; the last of them leads on.
    private static Table RedirectsTable()
    {
        var redirects = new Table(Redirects);
        redirects.AddColumn("path", "text").AsPrimaryKey();
        redirects.AddColumn("post_id", "uuid").AsPrimaryKey();
        redirects.AddColumn("until", "timestamptz");
        redirects.Indexes.Add(new IndexDefinition("redirects_by_post") { Columns = ["post_id"] });
        return redirects;
    }

    private static Table FormerSlugsTable()
    {
        var slugs = new Table(FormerSlugs);
        slugs.AddColumn("slug", "text").AsPrimaryKey();
        slugs.AddColumn("post_id", "uuid").AsPrimaryKey();
        slugs.AddColumn("until", "timestamptz").NotNull();
        slugs.Indexes.Add(new IndexDefinition("former_slugs_by_post") { Columns = ["post_id"] });
        return slugs;
    }

    // What a request with an Idempotency-Key was answered. Without a status while it is still being worked on.
    private static Table IdempotentRequestsTable()
    {
        var requests = new Table(IdempotentRequests);
        requests.AddColumn("caller", "text").AsPrimaryKey();
        requests.AddColumn("key", "text").AsPrimaryKey();
        requests.AddColumn("fingerprint", "bytea").NotNull();
        requests.AddColumn("created_at", "timestamptz").NotNull();
        requests.AddColumn("post_id", "uuid");
        requests.AddColumn("status", "integer");
        requests.AddColumn("content_type", "text");
        requests.AddColumn("location", "text");
        requests.AddColumn("etag", "text");
        requests.AddColumn("body", "bytea");
        requests.Indexes.Add(new IndexDefinition("idempotent_requests_by_age") { Columns = ["created_at"] });
        requests.Indexes.Add(new IndexDefinition("idempotent_requests_by_post") { Columns = ["post_id"] });
        return requests;
    }

    // One row. Raised as the last statement of each transaction that readers can see.
    private static Table ContentVersionTable()
    {
        var version = new Table(ContentVersion);
        version.AddColumn("id", "integer").AsPrimaryKey();
        version.AddColumn("version", "bigint").NotNull();
        return version;
    }

    // The newest signs, all verify: two are valid while the secret is changed.
    private static Table SigningSecretsTable()
    {
        var secrets = new Table(SigningSecrets);
        secrets.AddColumn("created_at", "timestamptz").AsPrimaryKey();
        secrets.AddColumn("secret", "bytea").NotNull();
        return secrets;
    }
}
