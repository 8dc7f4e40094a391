using System.Text.Json;
using Cms.Content.Access;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>
/// What can be done to posts within one transaction. One operation makes one event, and so one revision; one that changes nothing makes none. Each
/// returns the post as it is then.
/// </summary>
public sealed class PostEdits
{
    private readonly ContentTransaction transaction;
    private readonly PostRules rules;
    private readonly CopyRenewal renewal;
    private readonly PostAddresses addresses;
    private readonly List<Post> seenOtherwise = [];
    private readonly DateTimeOffset now;
    private bool readersSee;

    internal PostEdits(ContentTransaction transaction, PostRules rules, CopyRenewal renewal, DateTimeOffset now)
    {
        this.transaction = transaction;
        this.rules = rules;
        this.renewal = renewal;
        this.now = now;
        addresses = new(transaction.Transaction, rules);
        Terms = new(transaction, rules.Limits, now);
    }

    /// <summary>What can be done to tags, categories and authors in the same transaction.</summary>
    public TermEdits Terms { get; }

    internal NpgsqlConnection Connection => transaction.Transaction.Connection!;

    /// <summary>For what belongs to posts and is no event of theirs.</summary>
    internal ContentTransaction Transaction => transaction;

    private Actor By => transaction.Actor;

    /// <summary>Has other writers wait from now on: several edits in one transaction would else wait for each other's.</summary>
    public Task LockAsync(CancellationToken ct) => transaction.LockAddressesAsync(ct);

    /// <summary>Makes a draft. The first one in a new store has its samples give way.</summary>
    /// <param name="id">The caller's own, a UUID of version 7; null for a new one.</param>
    /// <exception cref="ContentException">
    /// <see cref="ContentError.InvalidPost"/>, <see cref="ContentError.IdTaken"/>, <see cref="ContentError.SlugTaken"/> or <see cref="ContentError.PathTaken"/>.
    /// </exception>
    public async Task<Post> CreateAsync(PostDraft draft, Guid? id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var content = DraftContent.Create(draft, rules);
        await transaction.LockAddressesAsync(ct);
        var newId = id ?? Guid.CreateVersion7(now);
        await CheckIdAsync(newId, ct);
        await TrashSamplesAsync(ct);

        content = content with
        {
            Slug = draft.Slug is { } slug
                ? await addresses.TakeSlugAsync(slug, content.Language, newId, ct)
                : await addresses.FreeSlugOfAsync(content.Title, content.Language, newId, ct),
            IsPathProvisional = draft.Path is null,
        };
        content = content with
        {
            Path = draft.Path is { } path
                ? await addresses.TakePathAsync(path, newId, ct)
                : await addresses.FreePathOfAsync(content, content.PublishedAt ?? now, newId, ct),
        };
        var created = new PostCreated(content, By, now);
        transaction.Session.Events.StartStream<Post>(newId, created);
        await transaction.SaveAsync(ct);
        return Post.After(null, newId, created);
    }

    /// <summary>Changes what the working copy says. Readers of a published post see no difference until it is published again.</summary>
    /// <exception cref="ContentException">As for a new post, and <see cref="ContentError.StaleRevision"/> or <see cref="ContentError.InvalidTransition"/>.</exception>
    public async Task<Post> ReviseAsync(Guid id, ExpectedRevision expected, Func<Post, PostDraft> revise, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(revise);
        await transaction.LockAddressesAsync(ct);
        var post = await LoadAsync(id, expected, PostVerb.Revise, ct);
        var seen = await SeenAsync(post, ct);
        var draft = revise(seen);
        var content = await AddressedAsync(post, DraftContent.Revise(seen.Content, draft, rules), draft, ct);
        return await IsSeenAsync(seen, content, ct) ? post : await AppendAsync(post, new PostRevised(ContentChanges.Between(post.Content, content), By, now), ct);
    }

    /// <summary>Has the working copy say what an earlier revision said, as a new revision. An address that readers know stays unless they knew the old one, too.</summary>
    /// <exception cref="ContentException">As for a change, and <see cref="ContentError.RevisionNotFound"/>.</exception>
    public async Task<Post> RestoreRevisionAsync(Guid id, int revision, ExpectedRevision expected, CancellationToken ct)
    {
        await transaction.LockAddressesAsync(ct);
        var post = await LoadAsync(id, expected, PostVerb.Revise, ct);
        var old = (await PostRevisions.AtAsync(transaction.Session, id, revision, ct))?.Content
            ?? throw new ContentException(new ContentError.RevisionNotFound(id, revision));
        var slug = old.Slug == post.Slug && old.Language == post.Language ? old.Slug : await addresses.TakeSlugAsync(old.Slug, old.Language, id, ct);
        var isPathKnown = post.PublishedPath is null || post.FormerPaths.Append(new(post.PublishedPath, now)).Any(former => former.Address == old.Path);
        var path = isPathKnown && old.Path != post.Path ? await addresses.TakePathAsync(old.Path, id, ct) : post.Path;
        var content = old with
        {
            Slug = slug,
            Path = path,
            IsPathProvisional = post.PublishedPath is null && old.IsPathProvisional,
            PublishedAt = old.PublishedAt ?? post.Content.PublishedAt,
            PublishedOn = old.PublishedOn ?? post.Content.PublishedOn,
        };

        // A tag that was removed since comes back, though the post's own words for it never changed.
        return await IsSeenAsync(await SeenAsync(post, ct), content, ct)
            ? post
            : await AppendAsync(post, new RevisionRestored(revision, ContentChanges.Between(post.Content, content), By, now), ct);
    }

    /// <summary>Shows the working copy to readers. Where they see it already, nothing happens.</summary>
    public async Task<Post> PublishAsync(Guid id, ExpectedRevision expected, CancellationToken ct)
    {
        await transaction.LockAddressesAsync(ct);
        return await PublishAsync(await LoadAsync(id, expected, PostVerb.Publish, ct), ct);
    }

    /// <summary>Gives the post times. For a published one, the first is when its newer working copy goes out.</summary>
    /// <param name="times">Makes the new times of the post's old ones.</param>
    public async Task<Post> ScheduleAsync(Guid id, ExpectedRevision expected, Func<PostTimes, PostTimes> times, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(times);
        await transaction.ShareAddressesAsync(ct);
        var post = await LoadAsync(id, expected, PostVerb.Schedule, ct);
        var before = new PostTimes(post.PublishAt, post.UnpublishAt);
        var after = times(before).InUtc();
        after.Check(post.Status);
        return after == before.InUtc() ? post : await AppendAsync(post, new PostScheduled(after.PublishAt, after.UnpublishAt, By, now), ct);
    }

    /// <summary>Makes a draft of it again.</summary>
    public Task<Post> UnpublishAsync(Guid id, ExpectedRevision expected, CancellationToken ct) =>
        MoveAsync(id, expected, PostVerb.Unpublish, new PostUnpublished(By, now), ct);

    /// <summary>Puts it away.</summary>
    public Task<Post> ArchiveAsync(Guid id, ExpectedRevision expected, CancellationToken ct) =>
        MoveAsync(id, expected, PostVerb.Archive, new PostArchived(By, now), ct);

    /// <summary>Takes it out of the archive or the trash.</summary>
    public Task<Post> RestoreAsync(Guid id, ExpectedRevision expected, CancellationToken ct) =>
        MoveAsync(id, expected, PostVerb.Restore, new PostRestored(By, now), ct);

    /// <summary>Throws it into the trash. One that lies there stays as it is.</summary>
    /// <param name="judge">Looks at the post before, and throws for a caller who may not.</param>
    public async Task<Post> TrashAsync(Guid id, ExpectedRevision expected, Action<Post>? judge, CancellationToken ct)
    {
        await LockToMoveAsync(id, ct);
        var post = await LoadAsync(id, expected, PostVerb.Trash, ct);
        judge?.Invoke(post);
        return post.Status == PostStatus.Trashed ? post : await AppendAsync(post, new PostTrashed(now, By), ct);
    }

    /// <summary>Removes what lies in the trash for good: content, history and every row that quotes it. Its id stays taken.</summary>
    public async Task PurgeAsync(Guid id, ExpectedRevision expected, CancellationToken ct)
    {
        await transaction.LockAddressesAsync(ct);
        var post = await LoadAsync(id, expected, PostVerb.Purge, ct);
        await PostPurge.RemoveAsync(transaction.Transaction, id, await PostRevisions.AllAsync(transaction.Session, id, ct), ct);
        string[] left = [.. post.FormerPaths.Select(former => former.Address).Append(post.PublishedPath).OfType<string>().Distinct(StringComparer.Ordinal)];
        transaction.Session.Events.StartStream(id, new PostPurged(left, post.SourceId, post.Hash, By, now) { Slug = post.PublishedSlug });
        await transaction.SaveAsync(ct);
        readersSee = true;

        // The terms that only this post named have gone with it.
        transaction.ChangeTerms();
    }

    /// <summary>Does what a post's times ask for by now.</summary>
    internal async Task<Post> FollowTimesAsync(Guid id, CancellationToken ct)
    {
        await transaction.LockAddressesAsync(ct);
        var post = await LoadAsync(id, ct);

        // Both may have come while nothing ran; what went out and in again, no reader has to see.
        if (post.UnpublishAt <= now)
        {
            return await AppendAsync(post, new PostUnpublished(By, now), ct);
        }

        return !(post.PublishAt <= now) ? post
            : post.Status == PostStatus.Published && !post.HasUnpublishedChanges ? await AppendAsync(post, new PostScheduled(null, post.UnpublishAt, By, now), ct)
            : await PublishAsync(post, ct);
    }

    internal async Task CommitAsync(CancellationToken ct)
    {
        await renewal.RenewNamingAsync(transaction, seenOtherwise, ct);
        await transaction.CommitAsync(readersSee, ct);
    }

    private async Task<Post> PublishAsync(Post post, CancellationToken ct)
    {
        if (post.Status == PostStatus.Published && !post.HasUnpublishedChanges)
        {
            return post;
        }

        var publishedAt = post.Content.PublishedAt ?? now;
        var publishedOn = post.Content.PublishedOn ?? DraftContent.DayOf(publishedAt, rules.Zone) ?? DateOnly.FromDateTime(publishedAt.UtcDateTime);
        var path = post.Content.IsPathProvisional ? await addresses.FreePathOfAsync(post.Content, publishedAt, post.Id, ct) : post.Path;
        await CarriedTerms.RegisterAsync(transaction.Transaction, CarriedTerms.Of(post.Content), ct);
        return await AppendAsync(post, new PostPublished(path, publishedAt, publishedOn, By, now), ct);
    }

    private async Task<Post> MoveAsync(Guid id, ExpectedRevision expected, PostVerb verb, IPostEvent @event, CancellationToken ct)
    {
        await LockToMoveAsync(id, ct);
        return await AppendAsync(await LoadAsync(id, expected, verb, ct), @event, ct);
    }

    // What a source's text says of a post that it names is judged with the addresses; no text names a post that has no file.
    private async Task LockToMoveAsync(Guid id, CancellationToken ct)
    {
        await using var command = transaction.Command($"select source_id is not null from {ContentTables.Posts} where id = $1", id);
        await (await command.ExecuteScalarAsync(ct) is true ? transaction.LockAddressesAsync(ct) : transaction.ShareAddressesAsync(ct));
    }

    private async Task<Post> AppendAsync(Post post, IPostEvent @event, CancellationToken ct)
    {
        transaction.Session.Events.Append(post.Id, post.Revision + 1, @event);
        await transaction.SaveAsync(ct);
        var after = Post.After(post, post.Id, @event);
        if (after.PublishedRevision != post.PublishedRevision)
        {
            transaction.Changed.Add(after);
            seenOtherwise.Add(after);
        }

        return after;
    }

    private async Task<Post> LoadAsync(Guid id, ExpectedRevision expected, PostVerb verb, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var post = await LoadAsync(id, ct);
        expected.Check(post);
        LifeCycle.Check(post, verb);
        return post;
    }

    // Locked, so that of several writers of one post each sees what the one before it did.
    private async Task<Post> LoadAsync(Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select data from {ContentTables.Posts} where id = $1 for update", Connection, transaction.Transaction);
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(ct) is string json
            ? JsonSerializer.Deserialize<Post>(json, DocumentJson.Options)!
            : throw new ContentException(new ContentError.WorkingCopyNotFound(id.ToString()));
    }

    /// <summary>The post as its writers see it: its terms called as they are today.</summary>
    private async Task<Post> SeenAsync(Post post, CancellationToken ct) => (await ChangedTerms.AppliedAsync(Connection, [post], ct))[0];

    private async Task<bool> IsSeenAsync(Post seen, PostContent content, CancellationToken ct) =>
        ContentChanges.Between(seen.Content, (await ChangedTerms.NamedInAsync(Connection, [content], ct)).In(content, writtenBy: null)).IsEmpty;

    private async Task<PostContent> AddressedAsync(Post post, PostContent content, PostDraft draft, CancellationToken ct)
    {
        var before = post.Content;
        var slug = draft.Slug is null ? before.Slug : SlugRules.Slug(draft.Slug);
        if (slug != before.Slug || content.Language != before.Language)
        {
            slug = await addresses.TakeSlugAsync(slug, content.Language, post.Id, ct);
        }

        content = content with { Slug = slug };
        if (draft.Path is { } wanted && (wanted != before.Path || slug != before.Slug))
        {
            return content with { Path = await addresses.TakePathAsync(wanted, post.Id, ct), IsPathProvisional = false };
        }

        return content with
        {
            Path = before.IsPathProvisional ? await addresses.FreePathOfAsync(content, content.PublishedAt ?? post.CreatedAt, post.Id, ct)
                : slug != before.Slug ? await addresses.RenamedPathAsync(before.Path, before.Slug, slug, post.Id, ct)
                : before.Path,
        };
    }

    private async Task CheckIdAsync(Guid id, CancellationToken ct)
    {
        if (id.Version != 7)
        {
            throw new ContentException(new ContentError.InvalidPost(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["id"] = ["An id is a UUID of version 7 (RFC 9562, section 5.7). Leave it out for a new one."],
            }));
        }

        await using var command = new NpgsqlCommand($"select exists (select from {ContentTables.Streams} where id = $1)", Connection, transaction.Transaction);
        command.Parameters.Add(new() { Value = id });
        if ((bool)(await command.ExecuteScalarAsync(ct))!)
        {
            throw new ContentException(new ContentError.IdTaken(id));
        }
    }

    // Those that somebody has changed are that person's posts by now.
    private async Task TrashSamplesAsync(CancellationToken ct)
    {
        List<Post> samples = [];
        await using (var command = new NpgsqlCommand(
            $"select data from {ContentTables.Posts} where source_id = (select id from {ContentTables.Sources} where name = $1) and revision = 1 for update",
            Connection,
            transaction.Transaction))
        {
            command.Parameters.Add(new() { Value = PostRules.SampleSource });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                samples.Add(JsonSerializer.Deserialize<Post>(reader.GetString(0), DocumentJson.Options)!);
            }
        }

        foreach (var sample in samples)
        {
            await AppendAsync(sample, new PostTrashed(now, By), ct);
        }
    }
}
