using System.CommandLine;
using Cms.Content.Rebuilding;

namespace Cms.CommandLine;

internal static class RebuildCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var check = new Option<bool>("--check") { Description = "Only compare: tell what is not as the log says, and change nothing. The exit code is 1 when there is anything." };
        var command = new Command("rebuild", "Make all documents anew from the event log. Readers see the old ones until the end; writers wait for it.") { check };
        command.SetAction((parsed, _) => StoreCommand.RunAsync(settings, async (services, stop) =>
        {
            var onlyCompares = parsed.GetValue(check);
            var differences = await services.GetRequiredService<Rebuild>().RunAsync(keep: !onlyCompares, progress: null, stop);
            foreach (var table in differences)
            {
                await Console.Out.WriteLineAsync($"{table.Table}: {Counted.Rows(table.Count)} not as the log says");
                foreach (var row in table.Rows)
                {
                    await Console.Out.WriteLineAsync($"  {row}");
                }
            }

            await Console.Out.WriteLineAsync(
                differences.Count == 0 ? "All is as the log says."
                : onlyCompares ? "Nothing was changed. Run it without --check to have it as the log says."
                : "It is as the log says now.");
            return onlyCompares && differences.Count > 0 ? ExitCode.SomeRefused : ExitCode.AllWell;
        }));
        return command;
    }
}
