using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Content.Storage;

namespace Cms.Content.Taxonomies;

/// <summary>
/// What can be done to tags, categories and authors within one transaction. One operation makes one event of the term and changes no post's revision;
/// one that changes nothing makes none. Published posts are changed by statements over all that carry the term, while readers read on.
/// </summary>
public sealed class TermEdits
{
    private readonly ContentTransaction transaction;
    private readonly ContentLimits limits;
    private readonly DateTimeOffset now;
    private readonly TermRows rows;

    internal TermEdits(ContentTransaction transaction, ContentLimits limits, DateTimeOffset now)
    {
        this.transaction = transaction;
        this.limits = limits;
        this.now = now;
        rows = new(transaction.Transaction);
    }

    private Actor By => transaction.Actor;

    /// <summary>Has a term say something else: another name, under which its slug follows, or another description.</summary>
    /// <param name="revise">Makes what the term is to say of what it says; the slug is left to the name.</param>
    /// <exception cref="ContentException">
    /// <see cref="ContentError.NoSuchTerm"/>, <see cref="ContentError.StaleRevision"/>, <see cref="ContentError.InvalidTerm"/> or
    /// <see cref="ContentError.NameTaken"/>.
    /// </exception>
    public async Task<ManagedTerm> ReviseAsync(TermAddress address, ExpectedRevision expected, Func<TermProfile, TermProfile> revise, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(revise);
        var term = await LoadAsync(address, expected, ct);
        var after = revise(term.Profile);
        after = after with { Name = after.Name.Trim(), Slug = term.Profile.Slug };
        TermCheck.Check(term.Profile, after, limits);
        if (after == term.Profile)
        {
            return term.ToManaged();
        }

        var key = SlugRules.TermKey(after.Name);
        var absorbed = await TakeNameAsync(term, after.Name, key, ct);
        after = after with { Slug = await SlugAsync(term, after.Name, ct) };
        var stream = await AppendAsync(
            term,
            after.Name == term.Profile.Name
                ? new TermDescribed(term.Taxonomy, term.Id, term.Profile, after, By, now)
                : new TermRenamed(term.Taxonomy, term.Id, term.Profile, after, absorbed, By, now),
            ct);
        await rows.ReviseAsync(term, key, after, stream, ct);
        if ((after.Name, after.Slug, after.Url) != (term.Profile.Name, term.Profile.Slug, term.Profile.Url))
        {
            await TellCarriersAsync(term, ct);
        }

        return (term with { Key = key, Profile = after, Revision = term.Revision + 1 }).ToManaged();
    }

    /// <summary>Has what carries a term carry another one instead. Names and slugs of the first lead to the second from now on.</summary>
    /// <returns>The second as it is then.</returns>
    /// <exception cref="ContentException">
    /// <see cref="ContentError.NoSuchTerm"/>, <see cref="ContentError.StaleRevision"/>, and <see cref="ContentError.InvalidTerm"/> where there is nothing to merge into.
    /// </exception>
    public async Task<ManagedTerm> MergeAsync(TermAddress address, ExpectedRevision expected, TermAddress into, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(into);
        var term = await LoadAsync(address, expected, ct);
        var target = await rows.FindAsync(into, ct)
            ?? throw Invalid("into", into.Slug is null ? $"There is no {into.Kind} of this id." : $"There is no {into.Kind} '{into.Slug}'. Name it by its slug of today.");
        if (target.Id == term.Id)
        {
            throw Invalid("into", $"This is the {into.Kind} itself. Name another one.");
        }

        var stream = await AppendAsync(term, new TermMerged(term.Taxonomy, term.Id, term.Profile, target.Id, target.Profile, By, now), ct);
        await TellCarriersAsync(term, ct);
        await rows.MoveAsync(term.Id, target.Id, stream, ct);
        return (await rows.FindAsync(TermAddress.Of(target.Taxonomy, target.Id), ct))!.ToManaged();
    }

    /// <summary>Takes a term off all posts. A post that names it again later brings it back.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.NoSuchTerm"/> or <see cref="ContentError.StaleRevision"/>.</exception>
    public async Task<ManagedTerm> RemoveAsync(TermAddress address, ExpectedRevision expected, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(address);
        var term = await LoadAsync(address, expected, ct);
        var stream = await AppendAsync(term, new TermRemoved(term.Taxonomy, term.Id, term.Profile, By, now), ct);
        await TellCarriersAsync(term, ct);
        await rows.RemoveAsync(term, stream, ct);
        return (term with { Revision = term.Revision + 1, Count = 0 }).ToManaged();
    }

    // No post has changed, and each of them answers otherwise.
    private Task TellCarriersAsync(TermRow term, CancellationToken ct) => transaction.Changed.TouchCarriersAsync(transaction.Transaction, term.Id, ct);

    private async Task<TermRow> LoadAsync(TermAddress address, ExpectedRevision expected, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(expected);

        // Whoever writes posts waits: what they name means one thing while they are written.
        await transaction.LockAddressesAsync(ct);
        var term = await rows.FindAsync(address, ct)
            ?? throw new ContentException(new ContentError.NoSuchTerm(address.Kind, address.Slug ?? $"{address.Id}", await rows.SlugOfTodayAsync(address, ct)));
        expected.Check(term.Revision, $"The {address.Kind} '{term.Profile.Slug}'");
        return term;
    }

    // A name that means the term already, today's or a former one, is its own. What a removed term was called is free, and means this one from now on.
    private async Task<int?> TakeNameAsync(TermRow term, string name, string key, CancellationToken ct)
    {
        if (await rows.OwnerOfAsync(term.Taxonomy, key, ct) is not { } owner || owner == term.Id)
        {
            return null;
        }

        if (await rows.FindAsync(TermAddress.Of(term.Taxonomy, owner), ct) is { } other)
        {
            throw new ContentException(new ContentError.NameTaken(CarriedTerms.Name(term.Taxonomy), name, other.Profile.Slug, IsFormer: other.Key != key));
        }

        await rows.MoveAsync(owner, term.Id, stream: null, ct);
        return owner;
    }

    // A slug with a number stays when the name's own slug does.
    private async Task<string> SlugAsync(TermRow term, string name, CancellationToken ct) =>
        NewTerms.SlugOf(name) == NewTerms.SlugOf(term.Profile.Name)
            ? term.Profile.Slug
            : (await NewTerms.FreeSlugsAsync(transaction.Transaction, [new CarriedTerm(term.Taxonomy, term.Key, name, Url: null)], term.Id, ct))[0];

    private async Task<Guid> AppendAsync(TermRow term, ITermEvent @event, CancellationToken ct)
    {
        transaction.ChangeTerms();
        var stream = term.StreamId ?? Guid.CreateVersion7(now);
        if (term.StreamId is null)
        {
            transaction.Session.Events.StartStream(stream, @event);
        }
        else
        {
            transaction.Session.Events.Append(stream, term.Revision, @event);
        }

        await transaction.SaveAsync(ct);
        return stream;
    }

    private static ContentException Invalid(string field, string reason) =>
        new(new ContentError.InvalidTerm(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [reason] }));
}
