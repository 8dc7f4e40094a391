using System.Text.Json;
using Cms.Content.Links;
using Cms.Content.Posts;
using Cms.Content.Posts.BulkWriting;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Changes;

/// <summary>The posts whose answers one transaction changes. Their rows are written at its end, with the content version that it raises.</summary>
internal sealed class ChangedPosts
{
    // The state of the published copy n, as its row says it. Of one that came and went in one transaction there is nothing to tell: no version is 0.
    private const string Rows =
        $"""
         select n.id, case when p.id is null then 0 else v.version end, p.id is not null, n.slug, n.path, array(select json_array_elements_text(n.earlier::json)), p.language, p.translation_key, p.published_at
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) n(id, slug, path, earlier)
         cross join {ContentTables.ContentVersion} v left join {ContentTables.PublishedPosts} p on p.id = n.id
         """;

    private const string Insert = $"insert into {ChangeTables.PostChanges} as c (post_id, version, is_shown, slug, path, earlier_paths, language, translation_key, published_at)";

    private const string Replace =
        """
        on conflict (post_id) do update set is_shown = excluded.is_shown, slug = excluded.slug, path = excluded.path, earlier_paths = excluded.earlier_paths,
          language = excluded.language, translation_key = excluded.translation_key, published_at = excluded.published_at
        """;

    // What readers saw neither before nor after is no change for them.
    private const string ReplaceAndRaise =
        $"{Replace}, version = case when c.is_shown or excluded.is_shown then (select v.version from {ContentTables.ContentVersion} v) else c.version end";

    private const string RowsOfPurged =
        $"""
         select e.stream_id, v.version, false, coalesce(e.data ->> 'slug', ''), e.data -> 'addresses' ->> -1,
           array(select jsonb_array_elements_text((e.data -> 'addresses') - -1)), null, null, null::timestamptz
         from {ContentTables.Events} e cross join {ContentTables.ContentVersion} v where e.type = 'post_purged' and jsonb_array_length(e.data -> 'addresses') > 0
         """;

    /// <summary>Makes the rows of a store that has none yet.</summary>
    public const string FirstRows =
        $"""
         {Insert} select * from (
           select w.id, v.version, p.id is not null, w.data ->> 'publishedSlug', w.data ->> 'publishedPath',
             array(select former ->> 'address' from jsonb_array_elements(w.data -> 'formerPaths') former), p.language, p.translation_key, p.published_at
           from {ContentTables.Posts} w cross join {ContentTables.ContentVersion} v left join {ContentTables.PublishedPosts} p on p.id = w.id
           where w.data ->> 'publishedPath' is not null
           union all {RowsOfPurged}) known
         where not exists (select from {ChangeTables.PostChanges}) on conflict do nothing
         """;

    private const string Raise = $"update {ChangeTables.PostChanges} c set version = v.version from {ContentTables.ContentVersion} v where c.is_shown";

    private readonly Dictionary<Guid, Post> published = [];
    private readonly HashSet<Guid> alone = [];
    private readonly HashSet<Guid> touched = [];
    private bool all;

    public bool Any => all || published.Count > 0 || touched.Count > 0;

    /// <summary>A post went out, or readers see it no more. One that never went out is left out here.</summary>
    public void Add(Post post)
    {
        if (post.PublishedPath is not null)
        {
            published[post.Id] = post;
        }
    }

    /// <summary>The same for posts of which some went out or were withdrawn.</summary>
    /// <param name="translated">Those of which translations were found.</param>
    public void Add(IEnumerable<PostChange> changes, IReadOnlySet<Guid> translated)
    {
        foreach (var change in changes.Where(change => change.Rows is not null || change.Withdraws))
        {
            Add(change.Post);
            if (change.IsNew && !translated.Contains(change.Post.Id))
            {
                alone.Add(change.Post.Id);
            }
        }
    }

    /// <summary>The answers of published posts have changed, though the posts have not.</summary>
    public void Touch(IEnumerable<Guid> ids) => touched.UnionWith(ids);

    /// <summary>The same for the posts that carry the term by now.</summary>
    public async Task TouchCarriersAsync(NpgsqlTransaction transaction, int termId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select array(select post_id from {ContentTables.PublishedPostTerms} where term_id = $1)", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = termId });
        Touch((Guid[])(await command.ExecuteScalarAsync(ct))!);
    }

    /// <summary>Nobody knows what readers have seen: all is told again, what they see no more among it.</summary>
    public void TouchAll() => all = true;

    /// <summary>Adds what writes the rows to a batch that has raised the version. Only then: who holds the version's row is the only one who writes these.</summary>
    public void WriteTo(NpgsqlBatch batch)
    {
        if (published.Count > 0)
        {
            var values = ValuesOf(published.Values);
            TouchTranslations(batch, [.. published.Keys.Where(id => !alone.Contains(id))]);
            Add(batch, $"{Insert} {Rows} {ReplaceAndRaise}", values);
            TouchNaming(batch);
        }

        if (touched.Count > 0)
        {
            Add(batch, $"{Raise} and c.post_id = any($1)", [touched.ToArray()]);
        }

        if (all)
        {
            Add(batch, $"update {ChangeTables.PostChanges} c set version = v.version from {ContentTables.ContentVersion} v", []);
        }
    }

    /// <summary>Has rows say what the log says of these posts; when readers saw that stays as it was.</summary>
    public static async Task PutRightAsync(NpgsqlTransaction transaction, IEnumerable<Post> posts, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { Timeout = 0 };
        Add(batch, $"{Insert} {Rows} {Replace}", ValuesOf([.. posts.Where(post => post.PublishedPath is not null)]));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The same for posts that were removed for good, and for rows that no post is behind.</summary>
    public static async Task PutGoneRightAsync(NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { Timeout = 0 };
        batch.BatchCommands.Add(new(
            $"""
             update {ChangeTables.PostChanges} c set is_shown = false, language = null, translation_key = null, published_at = null
             where c.is_shown and not exists (select from {ContentTables.PublishedPosts} p where p.id = c.post_id)
             """));
        batch.BatchCommands.Add(new($"{Insert} {RowsOfPurged} on conflict do nothing"));
        await batch.ExecuteNonQueryAsync(ct);
    }

    // A post says where its translations are: those of the copy so far, which its row has still, and those of the new one.
    private static void TouchTranslations(NpgsqlBatch batch, Guid[] ids)
    {
        if (ids.Length == 0)
        {
            return;
        }

        Add(
            batch,
            $"""
             with moved as (
               select o.translation_key as old_key, o.language as old_language, p.translation_key as key, p.language from unnest($1::uuid[]) n(id)
               left join {ChangeTables.PostChanges} o on o.post_id = n.id left join {ContentTables.PublishedPosts} p on p.id = n.id
               where (o.slug, o.path, o.language, o.translation_key, o.published_at) is distinct from (p.slug, p.path, p.language, p.translation_key, p.published_at))
             {Raise} and c.post_id in (
               select s.id from moved m join {ContentTables.PublishedPosts} s on s.translation_key = m.old_key and s.language <> m.old_language
               union select s.id from moved m join {ContentTables.PublishedPosts} s on s.translation_key = m.key and s.language <> m.language)
             """,
            [ids]);
    }

    // A text that names the post by its file shows its address and title. Found by the links that it made of them when it was written, which no text has
    // made of a post that is new. Those links first: a planner that has not seen them yet would look at all texts.
    private void TouchNaming(NpgsqlBatch batch)
    {
        Guid[] links =
        [
            .. published.Values.Where(post => post.SourceId is not null && post.Revision > 1)
                .SelectMany(post => post.FormerPaths.Select(former => former.Address).Append(post.PublishedPath!))
                .Select(CarriedLinks.IdOf),
        ];
        if (links.Length > 0)
        {
            Add(
                batch,
                $"""
                 with linking as materialized (select distinct l.post_id from {ContentTables.PublishedPostLinks} l where l.link_id = any($1)),
                 naming as materialized (
                   select l.post_id from linking l
                   where (select b.may_name from {ContentTables.PublishedBodies} b where b.id = l.post_id))
                 {Raise} and c.post_id in (select post_id from naming)
                 """,
                [links]);
        }
    }

    private static object[] ValuesOf(IReadOnlyCollection<Post> posts) =>
    [
        posts.Select(post => post.Id).ToArray(),
        posts.Select(post => post.PublishedSlug!).ToArray(),
        posts.Select(post => post.PublishedPath!).ToArray(),
        posts.Select(post => JsonSerializer.Serialize(post.FormerPaths.Select(former => former.Address))).ToArray(),
    ];

    private static void Add(NpgsqlBatch batch, string sql, object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}
