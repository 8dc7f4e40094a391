using Cms.Content;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Mutations;
using GraphQL.Types;

namespace Cms.GraphQL.Sources;

/// <summary>Which source a mutation changes, at which revision, and what else its input says.</summary>
/// <param name="Source">Its name or id.</param>
/// <param name="Members">What was given, null among it; what was left out is not there.</param>
internal sealed record SourceChangeOf(string Source, ExpectedRevision Expected, IDictionary<string, object?> Members)
{
    /// <exception cref="ContentException"><see cref="ContentError.InvalidSource"/>.</exception>
    public SourceChange Read() => new() { Configuration = Text("configuration"), Prefix = Text("prefix"), MovesPaths = Members.Value("movePaths") is true };

    private string? Text(string name) => Members.TryGetValue(name, out var value) && value is null
        ? throw new ContentException(new ContentError.InvalidSource(name, "It is a text. Send an empty one for none."))
        : Members.Text(name);
}

internal sealed class SourceChangeInput : InputObjectGraphType<SourceChangeOf>
{
    public SourceChangeInput()
    {
        Field<NonNullGraphType<StringGraphType>>("source").Description("Which one: its name, or its UUID.");
        Field<IntGraphType>("revision").Description("The revision that the change goes by. When the source has changed since, nothing is done.");
        Field<BooleanGraphType>("force").Description("True, in the place of `revision`, for whatever revision it is at.");
        Field<StringGraphType>("configuration").Description("The whole text of `_config.yml` or its like; empty for none. Left out, it stays.").TakesAnyText();
        Field<StringGraphType>("prefix").Description("What stands before every path; empty for nothing. Left out, it stays.").TakesAnyText();
        Field<BooleanGraphType>("movePaths").Description("True: its posts get the addresses that the configuration and the prefix give them, with redirects from their old ones. Else all stay where they are.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new SourceChangeOf(value.Text("source")!, ChangeInput.ExpectedOf((int?)value.Value("revision"), value.Value("force") is true), value);
}
