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
internal sealed record SourceChange(string Source, ExpectedRevision Expected, IDictionary<string, object?> Members)
{
    /// <exception cref="ContentException"><see cref="ContentError.InvalidConfiguration"/>.</exception>
    public void Check()
    {
        if (Members.TryGetValue("configuration", out var configuration))
        {
            ConfigurationText.Check((string?)configuration ?? throw new ContentException(new ContentError.InvalidConfiguration("It is a text. Send an empty one for none.")));
        }
    }

    public SourceDefinition Apply(SourceDefinition definition) => definition with { Configuration = Members.Text("configuration") ?? definition.Configuration };
}

internal sealed class SourceChangeInput : InputObjectGraphType<SourceChange>
{
    public SourceChangeInput()
    {
        Field<NonNullGraphType<StringGraphType>>("source").Description("Which one: its name, or its UUID.");
        Field<IntGraphType>("revision").Description("The revision that the change goes by. When the source has changed since, nothing is done.");
        Field<BooleanGraphType>("force").Description("True, in the place of `revision`, for whatever revision it is at.");
        Field<StringGraphType>("configuration").Description("The whole text of `_config.yml` or its like; empty for none. Left out, it stays.").TakesAnyText();
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new SourceChange(value.Text("source")!, ChangeInput.ExpectedOf((int?)value.Value("revision"), value.Value("force") is true), value);
}
