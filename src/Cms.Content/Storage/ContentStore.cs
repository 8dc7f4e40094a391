using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Content.Search;
using Cms.Content.Sources;
using Cms.Content.Taxonomies;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Schema;
using Npgsql;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace Cms.Content.Storage;

/// <summary>How Marten keeps our events and documents.</summary>
internal static class ContentStore
{
    /// <summary>The PostgreSQL schema that holds all that is ours.</summary>
    public const string Schema = "cms";

    public static DocumentStore Open(NpgsqlDataSource dataSource, PostProjection postProjection) => DocumentStore.For(options =>
    {
        options.Connection(dataSource);
        options.DatabaseSchemaName = Schema;
        options.Events.DatabaseSchemaName = Schema;
        options.Events.StreamIdentity = StreamIdentity.AsGuid;

        // The schema is applied once, at the start and under a lock, never in the middle of a request.
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase, json => DocumentJson.Configure(json));

        NameEvents(options);
        MapDocuments(options);
        options.Projections.Add(postProjection, ProjectionLifecycle.Inline);
        options.Projections.Add(new SourceProjection(), ProjectionLifecycle.Inline);
        foreach (var table in ContentTables.All().Concat(AccessTables.All()).Concat(SearchTables.All()))
        {
            options.Storage.ExtendedSchemaObjects.Add(table);
        }
    });

    // The log outlives the code: an event's name in it does not follow a renamed class.
    private static void NameEvents(StoreOptions options)
    {
        options.Events.MapEventType<PostImported>("post_imported");
        options.Events.MapEventType<PostCreated>("post_created");
        options.Events.MapEventType<PostRevised>("post_revised");
        options.Events.MapEventType<PostPublished>("post_published");
        options.Events.MapEventType<PostScheduled>("post_scheduled");
        options.Events.MapEventType<PostUnpublished>("post_unpublished");
        options.Events.MapEventType<PostArchived>("post_archived");
        options.Events.MapEventType<PostTrashed>("post_trashed");
        options.Events.MapEventType<PostRestored>("post_restored");
        options.Events.MapEventType<PostPurged>("post_purged");
        options.Events.MapEventType<RevisionRestored>("post_revision_restored");
        options.Events.MapEventType<TermRenamed>("term_renamed");
        options.Events.MapEventType<TermDescribed>("term_described");
        options.Events.MapEventType<TermMerged>("term_merged");
        options.Events.MapEventType<TermRemoved>("term_removed");
        options.Events.MapEventType<SourceConfigured>("source_configured");
    }

    // Serves what begins with a text as well as what equals it, whatever the database's collation.
    private const string Prefixes = "? text_pattern_ops";

    private static void MapDocuments(StoreOptions options)
    {
        // The revision is our own, counted by the projection from the post's events.
        options.Schema.For<Post>().DocumentAlias("post")
            .Duplicate(post => post.Path, notNull: true, configure: index => index.IsUnique = true)
            .Duplicate(post => post.Revision, notNull: true)
            .Duplicate(post => post.ImportedRevision)
            .Duplicate(post => post.Status, notNull: true)
            .Duplicate(post => post.Slug, notNull: true)
            .Duplicate(post => post.Language)
            .Duplicate(post => post.ChangedAt, pgType: "timestamptz", notNull: true)
            .Duplicate(post => post.DueAt, pgType: "timestamptz")
            .Duplicate(post => post.SourceId)
            .Duplicate(post => post.File)
            .Duplicate(post => post.Hash)
            .Index(post => new { post.Status, post.ChangedAt, post.Id }, index => index.Name = "post_by_status");

        // An index read backwards serves the other direction, so each sort has one.
        options.Schema.For<PublishedPost>().DocumentAlias("published_post")
            .Duplicate(post => post.Path, notNull: true, configure: index => (index.IsUnique, index.Mask) = (true, Prefixes))
            .Duplicate(post => post.Slug, notNull: true, configure: index => index.Mask = Prefixes)
            .Duplicate(post => post.PublishedAt, pgType: "timestamptz", notNull: true)
            .Duplicate(post => post.ModifiedAt, pgType: "timestamptz", notNull: true)
            .Duplicate(post => post.TitleKey, pgType: "bytea", notNull: true)
            .Duplicate(post => post.Year, notNull: true)
            .Duplicate(post => post.Month, notNull: true)
            .Duplicate(post => post.TranslationKey, notNull: true)
            .Duplicate(post => post.SourceId)
            .Duplicate(post => post.FileName)
            .Index(post => new { post.SourceId, post.FileName }, index => index.Name = "published_post_by_file_name")
            .Index(post => new { post.PublishedAt, post.Id }, index => index.Name = "published_post_by_published_at")
            .Index(post => new { post.Language, post.PublishedAt, post.Id }, index => index.Name = "published_post_by_language")
            .Index(post => new { post.ModifiedAt, post.Id }, index => index.Name = "published_post_by_modified_at")
            .Index(post => new { post.TitleKey, post.Id }, index => index.Name = "published_post_by_title")
            .Index(post => new { post.Year, post.Month, post.PublishedAt, post.Id }, index => index.Name = "published_post_by_month");
        options.Policies.ForAllDocuments(AddToPublishedPosts);
        options.Schema.For<PublishedBody>().DocumentAlias("published_body");
        options.Schema.For<Source>().DocumentAlias("source")
            .Duplicate(source => source.Name, notNull: true, configure: index => index.IsUnique = true)
            .Duplicate(source => source.Revision, notNull: true);
    }

    private static void AddToPublishedPosts(DocumentMapping mapping)
    {
        if (mapping.DocumentType != typeof(PublishedPost))
        {
            return;
        }

        // Duplicate() would give the column an index of its own, beside the one that has the date.
        mapping.DuplicateField(nameof(PublishedPost.Language));

        mapping.Indexes.Add(new IndexDefinition("published_post_by_featured") { Columns = ["published_at", "id"], Predicate = "(data ->> 'featured')::boolean" });

        // One index for all fields, whatever their names: it answers whether an object of the array holds what another object does.
        mapping.Indexes.Add(new IndexDefinition("published_post_by_field")
        {
            Columns = ["(data -> 'filterFields')"],
            Mask = "? jsonb_path_ops",
            Method = IndexMethod.gin,
        });
    }
}
