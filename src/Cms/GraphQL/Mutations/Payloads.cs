using Cms.Content;
using Cms.Content.Access;
using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.GraphQL.Batch;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Keys;
using Cms.GraphQL.Nodes;
using Cms.GraphQL.Posts;
using Cms.GraphQL.Terms;
using GraphQL.Types;

namespace Cms.GraphQL.Mutations;

/// <summary>What a mutation answers: what it has done, or why not.</summary>
internal sealed record Payload(object? Done, IReadOnlyList<ContentError>? Errors);

/// <summary>The payload as HotChocolate's mutation conventions shape it.</summary>
internal sealed class PayloadType : ObjectGraphType<Payload>
{
    private PayloadType(string mutation, UnionGraphType errors)
    {
        Name = $"{mutation}Payload";
        Description = "What was done, or why nothing was.";
        AddErrors(errors);
    }

    /// <summary>With the post as it is afterwards.</summary>
    public static PayloadType OfPost(string mutation, UnionGraphType errors)
    {
        var payload = new PayloadType(mutation, errors);
        payload.Field<PostType>("post").Description("The working copy as it is now; null where nothing was done.").Resolve(context => context.Source.Done as DeliveredPost);
        return payload;
    }

    /// <summary>With the tag, category or author as it is afterwards.</summary>
    public static PayloadType OfTerm<TType>(string mutation, UnionGraphType errors, string word)
        where TType : TermType
    {
        var payload = new PayloadType(mutation, errors);
        payload.Field<TType>(word).Description($"The {word} as it is now; null where nothing was done.").Resolve(context => context.Source.Done as TermNode);
        return payload;
    }

    /// <summary>With the id of what is no more.</summary>
    public static PayloadType OfId(string mutation, UnionGraphType errors)
    {
        var payload = new PayloadType(mutation, errors);
        payload.Field<IdGraphType>("id").Description("The id of what is gone; null where nothing was done.").Resolve(context => (context.Source.Done as NodeId)?.ToString());
        return payload;
    }

    /// <summary>With what was done, in a field of that name.</summary>
    public static Func<string, UnionGraphType, PayloadType> Of<TType>(string name, string description)
        where TType : IGraphType => (mutation, errors) => new PayloadType(mutation, errors).With<TType, object>(name, description, done => done);

    /// <summary>With the key that was made, and its text.</summary>
    public static PayloadType OfKey(string mutation, UnionGraphType errors) => new PayloadType(mutation, errors)
        .With<ApiKeyType, CreatedApiKey>("apiKey", "What is known of the key; null where none was made.", created => created.Key)
        .With<StringGraphType, CreatedApiKey>("key", "What its holder sends as `Authorization: Bearer …`. Shown this once, and kept nowhere.", created => created.Text);

    /// <summary>With what became of each post of a batch.</summary>
    public static PayloadType OfBatch(string mutation, UnionGraphType errors) => new PayloadType(mutation, errors)
        .With<ListGraphType<NonNullGraphType<BatchResultType>>, IReadOnlyList<Post>>("results", "The post after each operation, in their order; null where nothing was done.", posts => posts);

    private PayloadType With<TType, TDone>(string name, string description, Func<TDone, object?> show)
        where TType : IGraphType
        where TDone : class
    {
        Field<TType>(name).Description(description).Resolve(context => context.Source.Done is TDone done ? show(done) : null);
        return this;
    }

    private void AddErrors(UnionGraphType errors) =>
        Field("errors", new ListGraphType(new NonNullGraphType(errors))).Description("Why nothing was done; null where all is well.").AssumeSize(1).Resolve(context => context.Source.Errors);
}
