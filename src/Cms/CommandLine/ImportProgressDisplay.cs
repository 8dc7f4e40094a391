using System.Globalization;
using Cms.Content.Import;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cms.CommandLine;

/// <summary>Shows how far an import is, on standard error so that a report on standard output stays clean: a bar on a terminal, lines elsewhere.</summary>
internal static class ImportProgressDisplay
{
    private const int LinesInAll = 10;

    public static async Task<ImportReport> ShowAsync(Func<IProgress<ImportProgress>, Task<ImportReport>> import)
    {
        if (Console.IsErrorRedirected)
        {
            return await import(new Lines());
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .StartAsync(context => import(new Bar(context.AddTask("Importing"))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(string.Create(CultureInfo.InvariantCulture, $"{task.Speed ?? 0:N0} files/s"));
    }

    private sealed class Lines : IProgress<ImportProgress>
    {
        private int written;

        public void Report(ImportProgress value)
        {
            var reached = value.Total == 0 ? 0 : (int)((long)value.Done * LinesInAll / value.Total);
            if (reached > written)
            {
                written = reached;
                Console.Error.WriteLine($"{value.Done} of {Counted.Files(value.Total)}");
            }
        }
    }
}
