using System.Globalization;
using Cms.Access;
using Cms.Content;
using Cms.Content.Posts;
using Cms.Content.Taxonomies;
using Cms.GraphQL.Batch;
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

    // Of a thousand at most.
    private const int BatchCost = 500;

    private static readonly Type[] OfEveryTerm = [typeof(TermNotFoundErrorType), typeof(StaleRevisionErrorType)];

    public Mutation()
    {
        Name = "Mutation";
        Description = "All that can be changed, with a key, one field after the other: each is done as a whole or not at all, whatever becomes of the others.";
        AddPosts();
        AddTerms<TagType>(Taxonomy.Tag, "a tag", "Tags");
        AddTerms<CategoryType>(Taxonomy.Category, "a category", "Categories");
        AddTerms<AuthorType>(Taxonomy.Author, "an author", "Authors");
        AddPreviews();
        AddImports();
        AddSources();
        AddKeys();
    }

    private void AddPosts()
    {
        var operations = PostOperation.All();
        foreach (var operation in operations)
        {
            Add<object>(operation.Name, operation.Description, operation.Needs, operation.Input, operation.Errors, async (context, given) =>
            {
                var (writers, ct) = (context.Operation().Writers, context.CancellationToken);
                return await writers.WriteAsync(edits => operation.Edit(edits, given, writers, ct), ct);
            });
        }

        AddPurge();
        AddBatch(operations);
    }

    private void AddPurge() =>
        Add<PostChange>(
            "purgePost",
            "Removes what lies in the trash for good: nothing of it is left but its id and the paths that readers knew. Backups are not reached.",
            NeededScopes.AnyOf(Scopes.Admin),
            new ChangeInput(),
            [.. PostOperation.ErrorsOfChanges],
            async (context, change) => await context.Operation().Writers.ChangeAsync(
                async edits =>
                {
                    await edits.PurgeAsync(change.Id, change.Expected, context.CancellationToken);
                    return new NodeId("Post", change.Id.ToString());
                },
                context.CancellationToken),
            PayloadType.OfId);

    private void AddBatch(IReadOnlyList<PostOperation> operations) =>
        Add<PostBatchOrder>(
            "batch",
            $"Makes many changes of posts in one transaction, all or none: up to {PostBatch.MaximumOperations}, where a document has 20 mutations, each for itself. Each takes the scope of its own mutation. A refusal names its operation.",
            (caller, batch) => NeededScopes.AnyOf(Scopes.Write, Scopes.Publish)(caller, batch)
                ?? (batch as PostBatchOrder)?.Operations.Select(one => one.Operation.Needs(caller, one.Input)).FirstOrDefault(scope => scope is not null),
            new BatchInput(new BatchOperationInput(operations)),
            [typeof(BatchOperationErrorType)],
            async (context, batch) =>
            {
                var (writers, ct) = (context.Operation().Writers, context.CancellationToken);
                return await writers.ChangeAsync(
                    edits => PostBatch.RunAsync(edits, batch.Operations.Select<BatchedOperation, PostEdit>(one => (each, stop) => one.Operation.Edit(each, one.Input, writers, stop)), ct), ct);
            },
            PayloadType.OfBatch,
            BatchCost);

    /// <param name="one">A tag, with its article.</param>
    private void AddTerms<TType>(Taxonomy taxonomy, string one, string plural)
        where TType : TermType
    {
        var rename = new TermChangeInput(taxonomy);
        rename.Field<NonNullGraphType<StringGraphType>>("name").Description("What it is called from now on.").TakesAnyText();
        AddTermChange<TType>(taxonomy, $"rename{taxonomy}", $"Gives {one} another name, on all posts at once. What it was called before, and its slugs so far, lead to it. No post's revision changes.", rename, [typeof(NameTakenErrorType)],
            (terms, change, ct) => terms.ReviseAsync(change.Address, change.Expected, profile => profile with { Name = (string)change.Members["name"]! }, ct));
        var describe = new TermChangeInput(taxonomy);
        TermProfileMembers.AddTo(describe, taxonomy);
        AddTermChange<TType>(taxonomy, $"describe{taxonomy}", $"Says what {one} is about. What is left out stays, null takes away.", describe, [],
            (terms, change, ct) => terms.ReviseAsync(change.Address, change.Expected, profile => TermProfileMembers.Apply(profile, change.Members), ct));
        var merge = new TermChangeInput(taxonomy);
        merge.Field<NonNullGraphType<IdGraphType>>("into").Description("The id of the one that posts carry from now on.");
        AddTermChange<TType>(taxonomy, $"merge{plural}", $"Has all posts that carry {one} carry another one. Names and slugs of the first lead to the second, which is answered. No post's revision changes.", merge, [],
            (terms, change, ct) => terms.MergeAsync(change.Address, change.Expected, TermChangeInput.AddressOf(taxonomy, change.Members["into"]!), ct));
        Add<TermChange>($"delete{taxonomy}", $"Takes {one} off all posts. One that names it again later brings it back. No post's revision changes.", NeededScopes.AnyOf(Scopes.Write), new TermChangeInput(taxonomy), OfEveryTerm,
            async (context, change) =>
            {
                var removed = await context.Operation().Writers.ChangeAsync(
                    edits => edits.Terms.RemoveAsync(change.Address, change.Expected, context.CancellationToken), context.CancellationToken);
                return new NodeId(taxonomy.ToString(), removed.Term.Id.ToString(CultureInfo.InvariantCulture));
            },
            PayloadType.OfId);
    }

    private void AddTermChange<TType>(
        Taxonomy taxonomy, string name, string description, TermChangeInput input, Type[] errors, Func<TermEdits, TermChange, CancellationToken, Task<ManagedTerm>> edit)
        where TType : TermType =>
        Add<TermChange>(name, description, NeededScopes.AnyOf(Scopes.Write), input, [.. OfEveryTerm, typeof(InvalidTermErrorType), .. errors],
            async (context, change) => TermNode.Of((await context.Operation().Writers.ChangeAsync(
                edits => edit(edits.Terms, change, context.CancellationToken), context.CancellationToken)).Term),
            (mutation, refusals) => PayloadType.OfTerm<TType>(mutation, refusals, taxonomy.ToString().ToLowerInvariant()));

    // The conventions of HotChocolate: XInput, XPayload, XError.
    private void Add<TInput>(
        string name,
        string description,
        MissingScope needs,
        IInputObjectGraphType input,
        Type[] errors,
        Func<IResolveFieldContext, TInput, Task<object>> work,
        Func<string, UnionGraphType, PayloadType>? payload = null,
        int cost = WriteCost)
    {
        var mutation = $"{char.ToUpperInvariant(name[0])}{name[1..]}";
        input.Name = $"{mutation}Input";
        input.Description = $"What `{name}` takes.";
        var refusals = new UnionGraphType { Name = $"{mutation}Error", Description = $"Why `{name}` may be refused." };
        Array.ForEach(errors, refusals.Type);
        var field = Field(name, (payload ?? PayloadType.OfPost)(mutation, refusals)).Description(description).Costs(cost)
            .Argument(new NonNullGraphType(input), "input", argument => argument.Description = "What is to be done.")
            .ResolveAsync(async context =>
            {
                // Judged for the whole document before; here again, so that no way of writing one leads past it.
                var given = context.GetArgument<TInput>("input");
                if (needs(context.Operation().Caller, given) is { } missing)
                {
                    context.Operation().Writers.Require(missing);
                }

                try
                {
                    return new Payload(await work(context, given), Errors: null);
                }
                catch (ContentException refused) when (refused.Error is { } error && refusals.PossibleTypes.Any(type => type.IsTypeOf!(error)))
                {
                    return new Payload(Done: null, [error]);
                }
            });
        field.FieldType.Metadata[MutationRules.Needs] = needs;
    }
}
