using System.CommandLine;
using Cms.GraphQL;

namespace Cms.CommandLine;

internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the GraphQL schema.");
        command.SetAction(async (_, ct) =>
        {
            await Console.Out.WriteAsync(GraphQLSchemaText.Print().AsMemory(), ct);
            return ExitCode.AllWell;
        });
        return command;
    }
}
