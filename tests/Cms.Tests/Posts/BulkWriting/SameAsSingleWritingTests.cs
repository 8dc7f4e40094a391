using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Tests.Hosting;

namespace Cms.Tests.Posts.BulkWriting;

/// <summary>The event log is the truth, and the projection says what follows from it. Bulk writing is faster and must say the same.</summary>
public sealed class SameAsSingleWritingTests(PostgresFixture postgres)
{
    // What two runs of the same writer leave differently, too: random ids, the database's own clock, and how many transactions there were.
    private static readonly IReadOnlySet<string> Incomparable = new HashSet<string>(StringComparer.Ordinal)
    {
        "mt_events.id", "mt_events.timestamp", "mt_streams.timestamp", "mt_streams.created", "mt_last_modified", "mt_version",
        "audit.at", "content_version.version", "content_version.changed_at", "post_changes.version", "signing_secrets.created_at", "signing_secrets.secret", "search_queue.ticket",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Posts_written_in_bulk_leave_what_posts_written_one_by_one_leave()
    {
        await using var bulk = await BareStore.OpenAsync(postgres);
        await using var single = await BareStore.OpenAsync(postgres);
        var source = await SourceInBothAsync(bulk, single);
        var first = VariedPosts.All(source);

        await ImportInBothAsync(bulk, single, first);
        await ShouldBeTheSameAsync(bulk, single);

        Forward(bulk, single);
        var changed = VariedPosts.Changed(source, await bulk.Writer.OfSourceAsync(source.Id, Ct));
        await ImportInBothAsync(bulk, single, changed);
        await ShouldBeTheSameAsync(bulk, single);

        Forward(bulk, single);
        var known = await bulk.Writer.OfSourceAsync(source.Id, Ct);
        await bulk.Writer.TrashAsync(known, Actor.Program, force: false, rehearsal: null, Ct);
        foreach (var post in known.OrderBy(post => At(known, post)))
        {
            await single.AppendAsync(post.Id, post.Revision + 1, new PostTrashed(single.Clock.GetUtcNow(), Actor.Program) { IsPruned = true });
        }

        await ShouldBeTheSameAsync(bulk, single);
    }

    [Fact]
    public async Task Marten_goes_on_where_bulk_writing_ended()
    {
        await using var bulk = await BareStore.OpenAsync(postgres);
        var source = await bulk.ConfigureAsync("blog");
        var imported = await bulk.Writer.ImportAsync(VariedPosts.All(source), Actor.Program, Ct);
        var id = imported[0].Id;

        await bulk.AppendAsync(id, 2, new PostTrashed(bulk.Clock.GetUtcNow(), Actor.Program));

        await using var session = bulk.Marten.QuerySession();
        var state = (await session.Events.FetchStreamStateAsync(id, Ct)).ShouldNotBeNull();
        var events = await session.Events.FetchStreamAsync(id, token: Ct);
        state.Version.ShouldBe(2);
        events.Select(@event => @event.Version).ShouldBe([1L, 2L]);
        events.Select(@event => @event.Sequence).ShouldBeInOrder();
        var replayed = events.Aggregate((Post?)null, (post, @event) => Post.After(post, id, @event.Data)).ShouldNotBeNull();
        System.Text.Json.JsonSerializer.Serialize(replayed).ShouldBe(System.Text.Json.JsonSerializer.Serialize(await bulk.LoadAsync(id)));
    }

    [Fact]
    public async Task An_append_by_marten_at_a_stale_version_is_refused_after_bulk_writing()
    {
        await using var bulk = await BareStore.OpenAsync(postgres);
        var source = await bulk.ConfigureAsync("blog");
        var imported = await bulk.Writer.ImportAsync([VariedPosts.Post(source, "a.md", VariedPosts.Named("a"))], Actor.Program, Ct);
        var known = await bulk.Writer.OfSourceAsync(source.Id, Ct);
        await bulk.Writer.ImportAsync([VariedPosts.Post(source, "a.md", VariedPosts.Named("a", "Changed."), known: known[0])], Actor.Program, Ct);

        await Should.ThrowAsync<JasperFx.ConcurrencyException>(() => bulk.AppendAsync(imported[0].Id, 2, new PostTrashed(bulk.Clock.GetUtcNow(), Actor.Program)));
    }

    private static int At(IReadOnlyList<KnownPost> known, KnownPost post) => known.Index().First(other => other.Item == post).Index;

    private static void Forward(BareStore bulk, BareStore single)
    {
        bulk.Clock.Advance(TimeSpan.FromHours(1));
        single.Clock.Advance(TimeSpan.FromHours(1));
    }

    private static async Task<Source> SourceInBothAsync(BareStore bulk, BareStore single)
    {
        var source = await bulk.ConfigureAsync("blog", "place: Berlin\ntimezone: Europe/Berlin\n");
        await using var transaction = await Content.Storage.ContentTransaction.BeginAsync(single.DataSource, single.Marten, Actor.Program, Ct);
        transaction.Session.Events.StartStream<Source>(source.Id, new SourceConfigured(source.Name, source.Definition, single.Clock.GetUtcNow()) { RendersPosts = true });
        await transaction.CommitAsync(Ct);
        return source;
    }

    private static async Task ImportInBothAsync(BareStore bulk, BareStore single, IReadOnlyList<PostToImport> posts)
    {
        var imported = await bulk.Writer.ImportAsync(posts, Actor.Program, Ct);
        foreach (var (post, result) in posts.Zip(imported).Where(pair => pair.Second.Outcome is ImportOutcome.Created or ImportOutcome.Updated))
        {
            await single.AppendAsync(
                result.Id,
                (post.Known?.Revision ?? 0) + 1,
                new PostImported(post.Content with { Path = result.Path }, post.Origin, post.Status, single.Clock.GetUtcNow()));
        }
    }

    private static async Task ShouldBeTheSameAsync(BareStore bulk, BareStore single)
    {
        var left = await bulk.RowsAsync(Incomparable);
        var right = await single.RowsAsync(Incomparable);
        left.Keys.ShouldBe(right.Keys);
        foreach (var (table, rows) in left)
        {
            rows.ShouldBe(right[table], table);
        }

        foreach (var table in new[] { "mt_streams", "mt_events", "mt_doc_post", "terms", "links" })
        {
            left[table].ShouldNotBeEmpty(table);
        }
    }
}
