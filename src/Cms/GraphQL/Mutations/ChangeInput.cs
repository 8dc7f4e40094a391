using Cms.Answers;
using Cms.Content;
using Cms.Content.Posts;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Nodes;
using GraphQL.Types;

namespace Cms.GraphQL.Mutations;

/// <summary>Which post a mutation changes, at which revision, and what else its input says.</summary>
/// <param name="Members">What was given, null among it; what was left out is not there.</param>
internal sealed record PostChange(IDictionary<string, object?> Members) : IJudgedInput
{
    public Guid Id => NodeId.PostKey(Members["id"]!.ToString()!);

    public ExpectedRevision Expected => ChangeInput.ExpectedOf((int?)Members.Value("revision"), Members.Value("force") is true);

    public void Check() => _ = (Id, Expected);
}

/// <summary>An input that can be read and yet not be taken. It is judged before anything of its document is done.</summary>
internal interface IJudgedInput
{
    /// <exception cref="ContentException">A part of it cannot be taken.</exception>
    /// <exception cref="ProblemException">A part of it is missing.</exception>
    void Check();
}

/// <summary>The input of a mutation that changes a post: where REST takes the header <c>If-Match</c>, it has <c>revision</c> or <c>force</c>.</summary>
internal sealed class ChangeInput : InputObjectGraphType<PostChange>
{
    public ChangeInput()
    {
        Field<NonNullGraphType<IdGraphType>>("id").Description("The post's id, opaque or as a UUID.");
        Field<IntGraphType>("revision").Description("The revision that the change goes by. When the post has changed since, nothing is done.");
        Field<BooleanGraphType>("force").Description("True, in the place of `revision`, for whatever revision the post is at.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new PostChange(value);

    internal static ExpectedRevision ExpectedOf(int? revision, bool force) => (revision, force) switch
    {
        ({ } known, false) => ExpectedRevision.Of(known),
        (null, true) => ExpectedRevision.Any,
        (null, false) => throw new ProblemException(Problem.Of(
            ProblemKind.PreconditionRequired, "Say which revision the change goes by, as 'revision', or 'force: true' for any.")),
        _ => throw new ContentException(new ContentError.InvalidParameter("force", "'revision' and 'force: true' contradict each other. Give one of them.")),
    };
}
