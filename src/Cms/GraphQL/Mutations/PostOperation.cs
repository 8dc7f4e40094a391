using Cms.Access;
using Cms.Content.Posts;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Writers;
using GraphQL.Types;

namespace Cms.GraphQL.Mutations;

/// <summary>A change of one post: a mutation of its own, or one of many in a batch.</summary>
/// <param name="Edit">Does what its input says.</param>
internal sealed record PostOperation(
    string Name, string Description, MissingScope Needs, IInputObjectGraphType Input, Type[] Errors, Func<PostEdits, object, WriterAccess, CancellationToken, Task<Post>> Edit)
{
    private static readonly Type[] OfAddresses = [typeof(SlugTakenErrorType), typeof(PathTakenErrorType)];

    /// <summary>The refusals of whatever changes a post.</summary>
    public static IReadOnlyList<Type> ErrorsOfChanges { get; } = [typeof(PostNotFoundErrorType), typeof(StaleRevisionErrorType), typeof(InvalidTransitionErrorType)];

    /// <summary>All there are, with inputs for one schema.</summary>
    public static IReadOnlyList<PostOperation> All() => [.. Writing(), .. LifeCycle()];

    private static IEnumerable<PostOperation> Writing()
    {
        yield return new(
            "createPost",
            "Makes a draft. Nothing of it is seen by readers before it is published.",
            NeededScopes.AnyOf(Scopes.Write),
            new NewPostInput(),
            [typeof(InvalidPostErrorType), typeof(IdTakenErrorType), .. OfAddresses],
            (edits, input, _, ct) => edits.CreateAsync(DraftMembers.Apply(new PostDraft { Title = "" }, ((NewPost)input).Members), ((NewPost)input).Id, ct));
        var update = new ChangeInput();
        update.Field<StringGraphType>("title").Description("One line.").TakesAnyText();
        DraftMembers.AddTo(update);
        yield return Change(
            "updatePost",
            "Changes some of what a post says, as REST's merge patch does: what is left out stays, null takes away, a list replaces the whole list, `fields` go by their names. Readers see it once it is published.",
            Scopes.Write,
            (edits, change, ct) => edits.ReviseAsync(change.Id, change.Expected, post => DraftMembers.Apply(PostDraft.Of(post.Content), change.Members), ct),
            update,
            [typeof(InvalidPostErrorType), .. OfAddresses]);
        var restore = new ChangeInput();
        restore.Field<NonNullGraphType<IntGraphType>>("number").Description("The revision to go back to.");
        yield return Change(
            "restoreRevision",
            "Has a post say again what an earlier revision said. That is a new revision, and readers see it once it is published. An address that readers know stays.",
            Scopes.Write,
            (edits, change, ct) => edits.RestoreRevisionAsync(change.Id, (int)change.Members["number"]!, change.Expected, ct),
            restore,
            [typeof(RevisionNotFoundErrorType), .. OfAddresses]);
    }

    private static IEnumerable<PostOperation> LifeCycle()
    {
        yield return Change("publishPost", "Shows a post's newest revision to readers. Where they see it already, nothing happens.", Scopes.Publish,
            (edits, change, ct) => edits.PublishAsync(change.Id, change.Expected, ct));
        var schedule = new ChangeInput();
        schedule.Field<DateTimeType>("publishAt").Description("When the working copy is to go out. Left out, it stays as it was; null takes it away.").IsKept();
        schedule.Field<DateTimeType>("unpublishAt").Description("When readers are to lose the post. Left out, it stays as it was; null takes it away.").IsKept();
        yield return Change("schedulePost", "Says when a post goes out, and when it goes away again.", Scopes.Publish,
            (edits, change, ct) => edits.ScheduleAsync(change.Id, change.Expected, times => TimesAfter(times, change.Members), ct), schedule, [typeof(InvalidPostErrorType)]);
        yield return Change("unpublishPost", "Takes a post from its readers, or a scheduled one its time: it is a draft again.", Scopes.Publish,
            (edits, change, ct) => edits.UnpublishAsync(change.Id, change.Expected, ct));
        yield return Change("archivePost", "Puts a post away. No reader sees it, and it can still be edited.", Scopes.Publish,
            (edits, change, ct) => edits.ArchiveAsync(change.Id, change.Expected, ct));
        yield return new(
            "trashPost",
            "Throws a post into the trash, from where it can be restored. A published one takes the scope `publish`, any other `write`.",
            NeededScopes.AnyOf(Scopes.Write, Scopes.Publish),
            new ChangeInput(),
            [.. ErrorsOfChanges],
            (edits, input, writers, ct) => edits.TrashAsync(
                ((PostChange)input).Id, ((PostChange)input).Expected, post => writers.Require(post.Status == PostStatus.Published ? Scopes.Publish : Scopes.Write), ct));
        yield return Change("restorePost", "Takes a post out of the archive or the trash, as a draft.", Scopes.Write,
            (edits, change, ct) => edits.RestoreAsync(change.Id, change.Expected, ct));
    }

    private static PostOperation Change(
        string name, string description, string scope, Func<PostEdits, PostChange, CancellationToken, Task<Post>> edit, ChangeInput? input = null, Type[]? errors = null) =>
        new(name, description, NeededScopes.AnyOf(scope), input ?? new ChangeInput(), [.. ErrorsOfChanges, .. errors ?? []], (edits, change, _, ct) => edit(edits, (PostChange)change, ct));

    private static PostTimes TimesAfter(PostTimes times, IDictionary<string, object?> members) => new(
        members.TryGetValue("publishAt", out var publishAt) ? (DateTimeOffset?)publishAt : times.PublishAt,
        members.TryGetValue("unpublishAt", out var unpublishAt) ? (DateTimeOffset?)unpublishAt : times.UnpublishAt);
}
