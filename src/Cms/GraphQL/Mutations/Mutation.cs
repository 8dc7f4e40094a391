using System.Globalization;
using Cms.Access;
using Cms.Content;
using Cms.Content.Posts;
using Cms.Content.Taxonomies;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Nodes;
using Cms.GraphQL.Terms;
using GraphQL;
using GraphQL.Types;

namespace Cms.GraphQL.Mutations;

/// <summary>All that can be changed, each by a field that is a transaction of its own.</summary>
internal sealed partial class Mutation : ObjectGraphType
{
    // A write, beside what its answer shows.
    private const int WriteCost = 50;

    private static readonly Type[] OfEveryChange = [typeof(PostNotFoundErrorType), typeof(StaleRevisionErrorType), typeof(InvalidTransitionErrorType)];
    private static readonly Type[] OfEveryTerm = [typeof(TermNotFoundErrorType), typeof(StaleRevisionErrorType)];
    private static readonly Type[] OfAddresses = [typeof(SlugTakenErrorType), typeof(PathTakenErrorType)];

    public Mutation()
    {
        Name = "Mutation";
        Description = "All that can be changed, with a key, one field after the other: each is done as a whole or not at all, whatever becomes of the others.";
        AddWriting();
        AddLifeCycle();
        AddHistory();
        AddTerms<TagType>(Taxonomy.Tag, "tag", "Tags");
        AddTerms<CategoryType>(Taxonomy.Category, "category", "Categories");
        AddTerms<AuthorType>(Taxonomy.Author, "author", "Authors");
        AddPreviews();
    }

    private void AddWriting()
    {
        Add<NewPost>(
            "createPost",
            "Makes a draft. Nothing of it is seen by readers before it is published.",
            [Scopes.Write],
            new NewPostInput(),
            [typeof(InvalidPostErrorType), typeof(IdTakenErrorType), .. OfAddresses],
            (edits, post, ct) => edits.CreateAsync(DraftMembers.Apply(new PostDraft { Title = "" }, post.Members), post.Id, ct));
        var update = new ChangeInput();
        update.Field<StringGraphType>("title").Description("One line.").TakesAnyText();
        DraftMembers.AddTo(update);
        AddChange(
            "updatePost",
            "Changes some of what a post says, as REST's merge patch does: what is left out stays, null takes away, a list replaces the whole list, `fields` go by their names. Readers see it once it is published.",
            [Scopes.Write],
            update,
            [typeof(InvalidPostErrorType), .. OfAddresses],
            (edits, change, ct) => edits.ReviseAsync(change.Id, change.Expected, post => DraftMembers.Apply(PostDraft.Of(post.Content), change.Members), ct));
    }

    private void AddLifeCycle()
    {
        AddChange("publishPost", "Shows a post's newest revision to readers. Where they see it already, nothing happens.", [Scopes.Publish], new ChangeInput(), [],
            (edits, change, ct) => edits.PublishAsync(change.Id, change.Expected, ct));
        var schedule = new ChangeInput();
        schedule.Field<DateTimeType>("publishAt").Description("When the working copy is to go out. Left out, it stays as it was; null takes it away.");
        schedule.Field<DateTimeType>("unpublishAt").Description("When readers are to lose the post. Left out, it stays as it was; null takes it away.");
        AddChange("schedulePost", "Says when a post goes out, and when it goes away again.", [Scopes.Publish], schedule, [typeof(InvalidPostErrorType)],
            (edits, change, ct) => edits.ScheduleAsync(change.Id, change.Expected, times => TimesAfter(times, change.Members), ct));
        AddChange("unpublishPost", "Takes a post from its readers, or a scheduled one its time: it is a draft again.", [Scopes.Publish], new ChangeInput(), [],
            (edits, change, ct) => edits.UnpublishAsync(change.Id, change.Expected, ct));
        AddChange("archivePost", "Puts a post away. No reader sees it, and it can still be edited.", [Scopes.Publish], new ChangeInput(), [],
            (edits, change, ct) => edits.ArchiveAsync(change.Id, change.Expected, ct));
        Add<PostChange>("trashPost", "Throws a post into the trash, from where it can be restored. A published one takes the scope `publish`, any other `write`.", [Scopes.Write, Scopes.Publish], new ChangeInput(), OfEveryChange,
            async (context, change) => await context.Operation().Writers.WriteAsync(
                edits => edits.TrashAsync(
                    change.Id, change.Expected, post => context.Operation().Writers.Require(post.Status == PostStatus.Published ? Scopes.Publish : Scopes.Write), context.CancellationToken),
                context.CancellationToken));
        AddChange("restorePost", "Takes a post out of the archive or the trash, as a draft.", [Scopes.Write], new ChangeInput(), [],
            (edits, change, ct) => edits.RestoreAsync(change.Id, change.Expected, ct));
        Add<PostChange>("purgePost", "Removes what lies in the trash for good: nothing of it is left but its id and the paths that readers knew. Backups are not reached.", [Scopes.Admin], new ChangeInput(), OfEveryChange,
            async (context, change) =>
            {
                await context.Operation().Writers.PurgeAsync(change.Id, change.Expected, context.CancellationToken);
                return new NodeId("Post", change.Id.ToString());
            },
            PayloadType.OfId);
    }

    private void AddHistory()
    {
        var restore = new ChangeInput();
        restore.Field<NonNullGraphType<IntGraphType>>("number").Description("The revision to go back to.");
        AddChange(
            "restoreRevision",
            "Has a post say again what an earlier revision said. That is a new revision, and readers see it once it is published. An address that readers know stays.",
            [Scopes.Write],
            restore,
            [typeof(RevisionNotFoundErrorType), .. OfAddresses],
            (edits, change, ct) => edits.RestoreRevisionAsync(change.Id, (int)change.Members["number"]!, change.Expected, ct));
    }

    private void AddTerms<TType>(Taxonomy taxonomy, string word, string plural)
        where TType : TermType
    {
        var rename = new TermChangeInput(taxonomy);
        rename.Field<NonNullGraphType<StringGraphType>>("name").Description("What it is called from now on.").TakesAnyText();
        AddTermChange<TType>($"rename{taxonomy}", $"Gives a {word} another name, on all posts at once. What it was called before, and its slugs so far, lead to it. No post's revision changes.", word, rename, [typeof(NameTakenErrorType)],
            (terms, change, ct) => terms.ReviseAsync(change.Address, change.Expected, profile => profile with { Name = (string)change.Members["name"]! }, ct));
        var describe = new TermChangeInput(taxonomy);
        TermProfileMembers.AddTo(describe, taxonomy);
        AddTermChange<TType>($"describe{taxonomy}", $"Says what a {word} is about. What is left out stays, null takes away.", word, describe, [],
            (terms, change, ct) => terms.ReviseAsync(change.Address, change.Expected, profile => TermProfileMembers.Apply(profile, change.Members), ct));
        var merge = new TermChangeInput(taxonomy);
        merge.Field<NonNullGraphType<IdGraphType>>("into").Description($"The id of the {word} that posts carry from now on.");
        AddTermChange<TType>($"merge{plural}", $"Has all posts that carry one {word} carry another one. Names and slugs of the first lead to the second, which is answered. No post's revision changes.", word, merge, [],
            (terms, change, ct) => terms.MergeAsync(change.Address, change.Expected, TermChangeInput.AddressOf(taxonomy, change.Members["into"]!), ct));
        Add<TermChange>($"delete{taxonomy}", $"Takes a {word} off all posts. One that names it again later brings it back. No post's revision changes.", [Scopes.Write], new TermChangeInput(taxonomy), OfEveryTerm,
            async (context, change) =>
            {
                var removed = await context.Operation().Writers.ChangeAsync(
                    edits => edits.Terms.RemoveAsync(change.Address, change.Expected, context.CancellationToken), context.CancellationToken);
                return new NodeId(taxonomy.ToString(), removed.Term.Id.ToString(CultureInfo.InvariantCulture));
            },
            PayloadType.OfId);
    }

    private void AddTermChange<TType>(
        string name, string description, string word, TermChangeInput input, Type[] errors, Func<TermEdits, TermChange, CancellationToken, Task<ManagedTerm>> edit)
        where TType : TermType =>
        Add<TermChange>(name, description, [Scopes.Write], input, [.. OfEveryTerm, typeof(InvalidTermErrorType), .. errors],
            async (context, change) => TermNode.Of((await context.Operation().Writers.ChangeAsync(
                edits => edit(edits.Terms, change, context.CancellationToken), context.CancellationToken)).Term),
            (mutation, refusals) => PayloadType.OfTerm<TType>(mutation, refusals, word));

    private static PostTimes TimesAfter(PostTimes times, IDictionary<string, object?> members) => new(
        members.TryGetValue("publishAt", out var publishAt) ? (DateTimeOffset?)publishAt : times.PublishAt,
        members.TryGetValue("unpublishAt", out var unpublishAt) ? (DateTimeOffset?)unpublishAt : times.UnpublishAt);

    private void AddChange(
        string name, string description, string[] scopes, ChangeInput input, Type[] errors, Func<PostEdits, PostChange, CancellationToken, Task<Post>> edit) =>
        Add(name, description, scopes, input, [.. OfEveryChange, .. errors], edit);

    private void Add<TInput>(
        string name, string description, string[] scopes, InputObjectGraphType<TInput> input, Type[] errors, Func<PostEdits, TInput, CancellationToken, Task<Post>> edit) =>
        Add<TInput>(name, description, scopes, input, errors, async (context, given) =>
            await context.Operation().Writers.WriteAsync(edits => edit(edits, given, context.CancellationToken), context.CancellationToken));

    // The conventions of HotChocolate: XInput, XPayload, XError.
    private void Add<TInput>(
        string name,
        string description,
        string[] scopes,
        InputObjectGraphType<TInput> input,
        Type[] errors,
        Func<IResolveFieldContext, TInput, Task<object>> work,
        Func<string, UnionGraphType, PayloadType>? payload = null)
    {
        var mutation = $"{char.ToUpperInvariant(name[0])}{name[1..]}";
        input.Name = $"{mutation}Input";
        input.Description = $"What `{name}` takes.";
        var refusals = new UnionGraphType { Name = $"{mutation}Error", Description = $"Why `{name}` may be refused." };
        Array.ForEach(errors, refusals.Type);
        var field = Field(name, (payload ?? PayloadType.OfPost)(mutation, refusals)).Description(description).Costs(WriteCost)
            .Argument(new NonNullGraphType(input), "input", argument => argument.Description = "What is to be done.")
            .ResolveAsync(async context =>
            {
                try
                {
                    return new Payload(await work(context, context.GetArgument<TInput>("input")), Errors: null);
                }
                catch (ContentException refused) when (refused.Error is { } error && refusals.PossibleTypes.Any(type => type.IsTypeOf!(error)))
                {
                    return new Payload(Done: null, [error]);
                }
            });
        field.FieldType.Metadata[MutationRules.Scopes] = scopes;
    }
}
