using System.CommandLine;
using Cms.Content.Import;
using Cms.Content.Sources;

namespace Cms.CommandLine;

internal static class ImportCommand
{
    private static readonly string[] Generators = [.. Enum.GetNames<Generator>().Select(name => name.ToLowerInvariant())];

    public static Command Create(IReadOnlyList<string> settings)
    {
        var paths = new Argument<string[]>("PATH") { Description = "A blog's folder, a zip of one, Markdown files, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string?>("--source") { Description = "The name to keep its posts under; the folder's own unless given.", HelpName = "NAME" };
        var prefix = new Option<string?>("--prefix") { Description = "What to put before every path, like /blog.", HelpName = "PATH" };
        var from = new Option<string?>("--from") { Description = "Whose rules the files follow; recognised by what lies there unless given." };
        var prune = new Option<bool>("--prune") { Description = "Put posts whose files have gone into the trash." };
        var force = new Option<bool>("--force") { Description = "Let files win over what was changed in the store since their last import." };
        var watch = new Option<bool>("--watch") { Description = "Follow the folder, and take in what changes until Ctrl+C." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Report what would be done, and write nothing." };
        var report = new Option<string?>("--report") { Description = "Print the report as JSON on standard output." };
        // All that is no option is a path, so a mistyped option would be one, too.
        paths.Validators.Add(given =>
        {
            foreach (var option in given.Tokens.Select(token => token.Value).Where(text => text.Length > 1 && text[0] == '-'))
            {
                given.AddError($"There is no option '{option}'. A file of that name is './{option}'.");
            }
        });
        from.AcceptOnlyFromAmong(Generators);
        report.AcceptOnlyFromAmong("json");

        var command = new Command("import", "Take a blog in. Running it again changes only what has changed.")
        {
            paths, source, prefix, from, prune, force, watch, dryRun, report,
        };
        command.SetAction((parsed, _) => ImportRun.RunAsync(
            new ImportArguments(parsed.GetRequiredValue(paths))
            {
                Options = new ImportRequest("")
                {
                    Source = parsed.GetValue(source),
                    Prefix = parsed.GetValue(prefix) ?? "",
                    From = parsed.GetValue(from) is { } name ? Enum.Parse<Generator>(name, ignoreCase: true) : null,
                    Prune = parsed.GetValue(prune),
                    Force = parsed.GetValue(force),
                    DryRun = parsed.GetValue(dryRun),
                },
                Watch = parsed.GetValue(watch),
                AsJson = parsed.GetValue(report) == "json",
            },
            settings));
        return command;
    }
}
