using Cms.Content.Sources;
using GraphQL.Types;

namespace Cms.GraphQL.Sources;

internal sealed class GeneratorType : EnumerationGraphType
{
    public GeneratorType()
    {
        Name = "Generator";
        Description = "Whose rules a source's files follow.";
        foreach (var generator in Enum.GetValues<Generator>())
        {
            Add(generator.ToString().ToUpperInvariant(), generator, generator == Generator.Markdown ? "A plain folder of Markdown, or single files." : $"{generator}'s.");
        }
    }
}
