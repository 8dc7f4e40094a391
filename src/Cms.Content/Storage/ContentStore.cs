using Cms.Content.Access;
using Cms.Content.Changes;
using Cms.Content.Import.Queue;
using Cms.Content.Posts;
using Cms.Content.Previews;
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
        foreach (var table in ContentTables.All().Concat(ChangeTables.All()).Concat(AccessTables.All()).Concat(SearchTables.All()).Concat(PreviewTables.All()).Concat(ImportTables.All()))
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
        options.Events.MapEventType<PostMoved>("post_moved");
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
        options.Policies.ForAllDocuments(AddColumns);

        // The revision is our own, counted by the projection from the post's events.
        options.Schema.For<Post>().DocumentAlias("post")
            .Duplicate(post => post.Path, notNull: true, configure: index => index.IsUnique = true)
            .Duplicate(post => post.Slug, notNull: true)
            .Duplicate(post => post.DueAt, pgType: "timestamptz")
            .Index(post => new { post.SourceId, post.File }, index => index.Name = "post_by_file")
            .Index(post => new { post.Status, post.ChangedAt, post.Id }, index => index.Name = "post_by_status");

        // An index read backwards serves the other direction, so each sort has one.
        options.Schema.For<PublishedPost>().DocumentAlias("published_post")
            .Duplicate(post => post.Path, notNull: true, configure: index => (index.IsUnique, index.Mask) = (true, Prefixes))
            .Duplicate(post => post.Slug, notNull: true, configure: index => index.Mask = Prefixes)
            .Duplicate(post => post.TranslationKey, notNull: true)
            .Index(post => new { post.SourceId, post.FileName }, index => index.Name = "published_post_by_file_name")
            .Index(post => new { post.PublishedAt, post.Id }, index => index.Name = "published_post_by_published_at")
            .Index(post => new { post.ModifiedAt, post.Id }, index => index.Name = "published_post_by_modified_at")
            .Index(post => new { post.TitleKey, post.Id }, index => index.Name = "published_post_by_title")
            .Index(post => new { post.Language, post.PublishedAt, post.Id }, index => index.Name = "published_post_by_language")
            .Index(post => new { post.Year, post.PublishedAt, post.Id }, index => index.Name = "published_post_by_year")
            .Index(post => new { post.Year, post.Month, post.PublishedAt, post.Id }, index => index.Name = "published_post_by_month");
        options.Schema.For<Source>().DocumentAlias("source")
            .Duplicate(source => source.Name, notNull: true, configure: index => index.IsUnique = true)
            .Duplicate(source => source.Revision, notNull: true);
    }

    // Columns that are found by together with others, or never: Duplicate() would give each an index of its own, which every import has to fill.
    private static void AddColumns(DocumentMapping mapping)
    {
        const string Time = "timestamptz";
        if (mapping.DocumentType == typeof(Post))
        {
            mapping.DuplicateField(nameof(Post.Revision), notNull: true);
            mapping.DuplicateField(nameof(Post.ImportedRevision));
            mapping.DuplicateField(nameof(Post.Status), notNull: true);
            mapping.DuplicateField(nameof(Post.Language));
            mapping.DuplicateField(nameof(Post.ChangedAt), Time, notNull: true);
            mapping.DuplicateField(nameof(Post.SourceId));
            mapping.DuplicateField(nameof(Post.File));
            mapping.DuplicateField(nameof(Post.Hash));
        }
        else if (mapping.DocumentType == typeof(PublishedPost))
        {
            mapping.DuplicateField(nameof(PublishedPost.PublishedAt), Time, notNull: true);
            mapping.DuplicateField(nameof(PublishedPost.ModifiedAt), Time, notNull: true);
            mapping.DuplicateField(nameof(PublishedPost.TitleKey), "bytea", notNull: true);
            mapping.DuplicateField(nameof(PublishedPost.Year), notNull: true);
            mapping.DuplicateField(nameof(PublishedPost.Month), notNull: true);
            mapping.DuplicateField(nameof(PublishedPost.SourceId));
            mapping.DuplicateField(nameof(PublishedPost.FileName));
            mapping.DuplicateField(nameof(PublishedPost.Language));
            mapping.Indexes.Add(new IndexDefinition("published_post_by_featured") { Columns = ["published_at", "id"], Predicate = "(data ->> 'featured') = 'true'" });

            // One index for all fields, whatever their names: it answers whether an object of the array holds what another object does.
            mapping.Indexes.Add(new IndexDefinition("published_post_by_field")
            {
                Columns = ["(data -> 'filterFields')"],
                Mask = "? jsonb_path_ops",
                Method = IndexMethod.gin,
            });
        }
    }
}
