using Cms.Content.Changes;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Nodes;
using Cms.GraphQL.Paging;
using Cms.GraphQL.Posts;
using GraphQL.Builders;
using GraphQL.Types;

namespace Cms.GraphQL.Changes;

/// <summary>The field <c>changes</c>.</summary>
internal static class ChangesField
{
    public static void Define(FieldBuilder<object?, object> field) =>
        field.Description("What has changed for readers, in the order in which they came to see it: without `since` every published post, and then what changes.")
            .Argument<StringGraphType>("since", "The place to go on from: `next` of an answer. Nothing is left out in between, and a token does not expire.")
            .Argument<IntGraphType>("first", $"How many changes at most: 1 to {PublishedChanges.MaximumLimit}. {PublishedChanges.DefaultLimit} without it.")
            .ResolveAsync(async context =>
            {
                var limit = PageArguments.Read(context).Limit;
                var since = context.Text("since") is { Length: > 0 } token ? token : null;
                return await context.Store().ChangesAsync(
                    changes => changes.ReadAsync(since, limit, context.Operation().Parts.Of(context), context.CancellationToken), context.CancellationToken);
            });
}

internal sealed class ChangesType : ObjectGraphType<ChangePage>
{
    public ChangesType()
    {
        Name = "Changes";
        Description = "Changes, in the order in which readers came to see them.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ChangeType>>>>("items").Description("Each post once, as it is now.").AssumeSize(1).Resolve(context => context.Source.Items);
        Field<NonNullGraphType<StringGraphType>>("next").Description("What `since` goes on from, now or at any later time.").Resolve(context => context.Source.Next);
        Field<NonNullGraphType<BooleanGraphType>>("more").Description("Whether there are more already.").Resolve(context => context.Source.HasMore);
    }
}

internal sealed class ChangeType : ObjectGraphType<PublishedChange>
{
    public ChangeType()
    {
        Name = "Change";
        Description = "What became of a post for its readers.";
        Field<NonNullGraphType<ChangeKindType>>("type").Description("Whether readers see it.").Resolve(context => context.Source is PublishedChange.Upsert ? ChangeKind.Upsert : ChangeKind.Delete);
        Field<PostType>("post").Description("As it is now; null where readers see it no more.").Costs(0).Resolve(context => (context.Source as PublishedChange.Upsert)?.Post);
        Field<NonNullGraphType<IdGraphType>>("id").Description("The post's, as `Post.id` has it.").Resolve(context => new NodeId("Post", context.Source.Id.ToString()).ToString());
        Field<NonNullGraphType<UuidType>>("uuid").Description("The post's id in REST.").Resolve(context => context.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("slug").Description("The post's, or the one that it had last.").Resolve(context => context.Source.Slug);
        Field<NonNullGraphType<StringGraphType>>("path").Description("Where the post is, or was last.").Resolve(context => context.Source.Path);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("earlierPaths").Description("Where it was published before that.").Resolve(context => context.Source.EarlierPaths);
    }
}

/// <summary>What became of a post.</summary>
internal enum ChangeKind
{
    Upsert,
    Delete,
}

internal sealed class ChangeKindType : EnumerationGraphType
{
    public ChangeKindType()
    {
        Name = "ChangeType";
        Description = "What became of a post for its readers.";
        Add("UPSERT", ChangeKind.Upsert, "It went out, or its answer is another now.");
        Add("DELETE", ChangeKind.Delete, "They see it no more.");
    }
}
