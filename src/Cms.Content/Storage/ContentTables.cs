using Weasel.Postgresql.Tables;

namespace Cms.Content.Storage;

/// <summary>The rows beside the documents: who carries a term or a link, where old paths lead, and the content version.</summary>
internal static class ContentTables
{
    public const string Terms = $"{ContentStore.Schema}.terms";
    public const string TermKeys = $"{ContentStore.Schema}.term_keys";
    public const string TermSlugs = $"{ContentStore.Schema}.term_slugs";
    public const string PublishedPostTerms = $"{ContentStore.Schema}.published_post_terms";
    public const string Links = $"{ContentStore.Schema}.links";
    public const string PublishedPostLinks = $"{ContentStore.Schema}.published_post_links";
    public const string PreparedPosts = $"{ContentStore.Schema}.prepared_posts";
    public const string Redirects = $"{ContentStore.Schema}.redirects";
    public const string FormerSlugs = $"{ContentStore.Schema}.former_slugs";
    public const string IdempotentRequests = $"{ContentStore.Schema}.idempotent_requests";
    public const string SourceImports = $"{ContentStore.Schema}.source_imports";
    public const string ImportedFiles = $"{ContentStore.Schema}.imported_files";
    public const string PreviewLinks = $"{ContentStore.Schema}.preview_links";
    public const string ContentVersion = $"{ContentStore.Schema}.content_version";
    public const string SigningSecrets = $"{ContentStore.Schema}.signing_secrets";
    public const string PublishedPosts = $"{ContentStore.Schema}.mt_doc_published_post";
    public const string PublishedBodies = $"{ContentStore.Schema}.published_bodies";
    public const string Posts = $"{ContentStore.Schema}.mt_doc_post";
    public const string Sources = $"{ContentStore.Schema}.mt_doc_source";
    public const string Streams = $"{ContentStore.Schema}.mt_streams";
    public const string Events = $"{ContentStore.Schema}.mt_events";
    public const string EventSequence = $"{ContentStore.Schema}.mt_events_sequence";

    /// <summary>
    /// Lets what posts carry be read from its indexes alone. PostgreSQL does so by itself once a fifth has changed, and not before: what a large import
    /// wrote at its end would wait for the next one. No part of a transaction.
    /// </summary>
    public const string TidyRows = $"vacuum {PublishedPostTerms}, {PublishedPostLinks}, {Links}";

    public static IEnumerable<Table> All() => [TermsTable(), TermKeysTable(), TermSlugsTable(), PostTermsTable(), LinksTable(), PostLinksTable(), PublishedBodiesTable(), PreparedPostsTable(), RedirectsTable(), FormerSlugsTable(), IdempotentRequestsTable(), SourceImportsTable(), ContentVersionTable(), SigningSecretsTable()];

    // A tag, category, author or keyword. Its id never changes; key and slug are those of its name of today, each unique within its taxonomy.
    private static Table TermsTable()
    {
        var terms = new Table(Terms);
        terms.AddColumn<int>("id").AsPrimaryKey().AutoIncrement();
        terms.AddColumn("taxonomy", "text").NotNull();
        terms.AddColumn("key", "text").NotNull();
        terms.AddColumn("slug", "text").NotNull();
        terms.AddColumn("name", "text").NotNull();
        terms.AddColumn("is_renamed", "boolean").NotNull().DefaultValueByExpression("false");
        terms.AddColumn("description", "text");
        terms.AddColumn("url", "text");
        terms.AddColumn("bio", "text");
        terms.AddColumn("email", "text");
        terms.AddColumn("revision", "integer").NotNull().DefaultValueByExpression("1");
        terms.AddColumn("stream_id", "uuid");
        terms.AddColumn("merged_streams", "uuid[]").NotNull().DefaultValueByExpression("'{}'");
        terms.Indexes.Add(new IndexDefinition("terms_by_key") { Columns = ["taxonomy", "key"], IsUnique = true });
        terms.Indexes.Add(new IndexDefinition("terms_by_slug") { Columns = ["taxonomy", "slug"], IsUnique = true });
        return terms;
    }

    // What a name means: the key of today of each term, and all keys that it or a term that became part of it had before. Posts that were written
    // before the event removed_by do not carry the term by that key any more.
    private static Table TermKeysTable()
    {
        var keys = new Table(TermKeys);
        keys.AddColumn("taxonomy", "text").AsPrimaryKey();
        keys.AddColumn("key", "text").AsPrimaryKey();
        keys.AddColumn("term_id", "integer").NotNull();
        keys.AddColumn("removed_by", "bigint");
        keys.Indexes.Add(new IndexDefinition("term_keys_by_term") { Columns = ["term_id"] });
        return keys;
    }

    // Where a slug leads: the slug of today of each term, and all that lead to it from before.
    private static Table TermSlugsTable()
    {
        var slugs = new Table(TermSlugs);
        slugs.AddColumn("taxonomy", "text").AsPrimaryKey();
        slugs.AddColumn("slug", "text").AsPrimaryKey();
        slugs.AddColumn("term_id", "integer").NotNull();
        slugs.Indexes.Add(new IndexDefinition("term_slugs_by_term") { Columns = ["term_id"] });
        return slugs;
    }

    // The post's date stands in the row and in the index, so that a term's newest posts can be found without reading the posts.
    private static Table PostTermsTable()
    {
        var postTerms = new Table(PublishedPostTerms);
        postTerms.AddColumn("post_id", "uuid").AsPrimaryKey();
        postTerms.AddColumn("term_id", "integer").AsPrimaryKey();
        postTerms.AddColumn("taxonomy", "text").NotNull();
        postTerms.AddColumn("position", "integer").NotNull();
        postTerms.AddColumn("published_at", "timestamptz").NotNull();
        postTerms.Indexes.Add(new IndexDefinition("published_post_terms_by_term") { Columns = ["term_id", "published_at", "post_id"] });
        return postTerms;
    }

    // How many posts carry it is counted as they come and go: a list of the most carried would else have to count all that all posts carry.
    private static Table LinksTable()
    {
        var links = new Table(Links);
        links.AddColumn("id", "uuid").AsPrimaryKey();
        links.AddColumn("url", "text").NotNull();
        links.AddColumn("host", "text");
        links.AddColumn("posts", "integer").NotNull().DefaultValueByExpression("0");
        links.Indexes.Add(new IndexDefinition("links_by_posts") { Columns = ["posts", "id"] });
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

    // The text of a published post. Few texts name posts by their files, and each publication asks which.
    private static Table PublishedBodiesTable()
    {
        var bodies = new Table(PublishedBodies);
        bodies.AddColumn("id", "uuid").AsPrimaryKey();
        bodies.AddColumn("markdown", "text").NotNull();
        bodies.AddColumn("may_name", "boolean").NotNull();
        bodies.AddColumn("markup", "text").NotNull();
        bodies.AddColumn("excerpt", "text");
        bodies.AddColumn("original_head", "text");
        bodies.AddColumn("original_bytes", "bytea");
        bodies.Indexes.Add(new IndexDefinition("published_bodies_by_naming") { Columns = ["id"], Predicate = "may_name" });
        return bodies;
    }

    // What answers say of a published post, written once. Its terms are ids: a rename touches no post.
    private static Table PreparedPostsTable()
    {
        var posts = new Table(PreparedPosts);
        posts.AddColumn("id", "uuid").AsPrimaryKey();
        posts.AddColumn("post", "bytea").NotNull();
        posts.AddColumn("links", "bytea").NotNull();
        posts.AddColumn("terms", "integer[]").NotNull();
        posts.AddColumn("may_be_translated", "boolean").NotNull();
        return posts;
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

    // When each source was imported last. Run is the import that has begun and not ended.
    private static Table SourceImportsTable()
    {
        var imports = new Table(SourceImports);
        imports.AddColumn("source_id", "uuid").AsPrimaryKey();
        imports.AddColumn("run", "uuid");
        imports.AddColumn("ended_at", "timestamptz");
        return imports;
    }

    // One row. The version is raised as the last statement of each transaction that readers can see, and terms_version with it where a term that
    // exists has changed or gone: what a node knows of a term by its id holds while that stays.
    private static Table ContentVersionTable()
    {
        var version = new Table(ContentVersion);
        version.AddColumn("id", "integer").AsPrimaryKey();
        version.AddColumn("version", "bigint").NotNull();
        version.AddColumn("terms_version", "bigint").NotNull().DefaultValueByExpression("0");
        version.AddColumn("changed_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
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
