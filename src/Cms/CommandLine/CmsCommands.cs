using System.CommandLine;
using Cms.CommandLine.Doctor;

namespace Cms.CommandLine;

/// <summary>The commands that there are. Without one, <c>cms</c> serves.</summary>
internal static class CmsCommands
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var (commands, settings) = SettingArguments.Split(arguments);
        var root = new RootCommand("A headless CMS for Markdown. Without a command it serves. Settings follow as --Cms:DataDirectory=… or --urls=….");
        root.SetAction((_, _) => ServeCommand.RunAsync(settings));
        root.Add(ServeCommand.Create(settings));
        root.Add(ImportCommand.Create(settings));
        root.Add(ExportCommand.Create(settings));
        root.Add(PostsCommand.Create(settings));
        root.Add(KeysCommand.Create(settings));
        root.Add(RebuildCommand.Create(settings));
        root.Add(DoctorCommand.Create(settings));
        root.Add(SchemaCommand.Create());

        var parsed = root.Parse([.. commands]);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("See cms --help.");
            return ExitCode.CouldNotRun;
        }

        // The commands listen to signals themselves, because they have more to stop than a token.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }
}
