using System.Globalization;
using Cms.Content;
using Cms.Content.Posts;
using Cms.Content.Taxonomies;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Nodes;
using GraphQL.Types;

namespace Cms.GraphQL.Mutations;

/// <summary>Which term a mutation changes, at which revision, and what else its input says.</summary>
/// <param name="Members">What was given, null among it; what was left out is not there.</param>
internal sealed record TermChange(TermAddress Address, ExpectedRevision Expected, IDictionary<string, object?> Members);

/// <summary>The input of a mutation that changes a tag, category or author.</summary>
internal sealed class TermChangeInput : InputObjectGraphType<TermChange>
{
    private readonly Taxonomy taxonomy;

    public TermChangeInput(Taxonomy taxonomy)
    {
        this.taxonomy = taxonomy;
        Field<NonNullGraphType<IdGraphType>>("id").Description($"The id of the {taxonomy.ToString().ToLowerInvariant()}, as an answer gave it.");
        Field<IntGraphType>("revision").Description("The revision that the change goes by. When it has changed since, nothing is done.");
        Field<BooleanGraphType>("force").Description("True, in the place of `revision`, for whatever revision it is at.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new TermChange(AddressOf(taxonomy, value["id"]!), ChangeInput.ExpectedOf((int?)value.Value("revision"), value.Value("force") is true), value);

    /// <exception cref="ContentException">The id is of something else.</exception>
    public static TermAddress AddressOf(Taxonomy taxonomy, object id) =>
        NodeId.Parse(id.ToString()!) is var node && node.Type == taxonomy.ToString() && int.TryParse(node.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            ? TermAddress.Of(taxonomy, key)
            : throw new ContentException(new ContentError.InvalidParameter(
                "id", $"'{id}' is no id of a {taxonomy.ToString().ToLowerInvariant()} that a published post has carried."));
}

/// <summary>The fields of an input that say what a term is to say of itself.</summary>
internal static class TermProfileMembers
{
    public static void AddTo(TermChangeInput input, Taxonomy taxonomy)
    {
        Text("description", "What it is about.");
        if (taxonomy == Taxonomy.Author)
        {
            Text("url", "The author's home.");
            Text("bio", "Who the author is.");
            Text("email", "Kept, and never shown to readers.");
        }

        void Text(string name, string description) => input.Field<StringGraphType>(name).Description(description).TakesAnyText();
    }

    public static TermProfile Apply(TermProfile profile, IDictionary<string, object?> members) => profile with
    {
        Description = After("description", profile.Description, members),
        Url = After("url", profile.Url, members),
        Bio = After("bio", profile.Bio, members),
        Email = After("email", profile.Email, members),
    };

    private static string? After(string name, string? before, IDictionary<string, object?> members) => members.TryGetValue(name, out var value) ? (string?)value : before;
}
