using System.CommandLine;
using System.Globalization;
using Cms.Access;
using Cms.Content.Access;
using Cms.Hosting;

namespace Cms.CommandLine;

/// <summary>Keys for whoever may open the database anyway: the first one, and the way back in.</summary>
internal static class KeysCommand
{
    public static Command Create(IReadOnlyList<string> settings) =>
        new("keys", "Make, list and revoke the keys that the API is written with.") { CreateKey(settings), ListKeys(settings), RevokeKey(settings) };

    private static Command CreateKey(IReadOnlyList<string> settings)
    {
        var name = new Argument<string>("NAME") { Description = "Whose key it is, or what for." };
        var scopes = new Option<string[]>("--scope") { Description = "What it may do; repeat it for several.", Required = true, AllowMultipleArgumentsPerToken = true };
        var expires = new Option<string?>("--expires") { Description = "The day on which it ends, in UTC (2027-01-31); never unless given.", HelpName = "DATE" };
        scopes.AcceptOnlyFromAmong([.. Scopes.All]);

        var command = new Command("create", "Make a key, and print it on standard output, this once.") { name, scopes, expires };
        command.SetAction((parsed, _) => StoreCommand.RunAsync(settings, async (services, stop) =>
        {
            var wanted = new NewApiKey(
                parsed.GetRequiredValue(name), [.. parsed.GetRequiredValue(scopes).Distinct(StringComparer.Ordinal)], ReadDay(parsed.GetValue(expires)));
            if (KeyRules.ErrorsOf(wanted, services.GetRequiredService<TimeProvider>().GetUtcNow()) is { Count: > 0 } errors)
            {
                throw new CannotRunException(string.Join(Environment.NewLine, errors.Select(error => $"{error.Key}: {error.Value[0]}")));
            }

            var created = await services.GetRequiredService<ApiKeys>().CreateAsync(wanted, Actor.CommandLine, stop);
            await Console.Out.WriteLineAsync(created.Text);
            await Console.Error.WriteLineAsync($"This is the only time that it is shown. Its id is {created.Key.Id}.");
            return ExitCode.AllWell;
        }));
        return command;
    }

    private static Command ListKeys(IReadOnlyList<string> settings)
    {
        var command = new Command("list", "List the keys that count: id, name, scopes, when each was made, was last used and ends.");
        command.SetAction((_, _) => StoreCommand.RunAsync(settings, async (services, stop) =>
        {
            foreach (var key in await services.GetRequiredService<ApiKeys>().ListAsync(stop))
            {
                await Console.Out.WriteLineAsync(
                    $"{key.Id}  {key.Name}  {string.Join(',', key.Scopes)}  made {Day(key.CreatedAt)}  used {Day(key.LastUsedAt)}  ends {Day(key.ExpiresAt)}");
            }

            return ExitCode.AllWell;
        }));
        return command;
    }

    private static Command RevokeKey(IReadOnlyList<string> settings)
    {
        var id = new Argument<Guid>("ID") { Description = "The key's id, as list prints it." };
        var command = new Command("revoke", "Revoke a key, on all nodes within a second.") { id };
        command.SetAction((parsed, _) => StoreCommand.RunAsync(settings, async (services, stop) =>
        {
            await services.GetRequiredService<ApiKeys>().RevokeAsync(parsed.GetRequiredValue(id), Actor.CommandLine, stop);
            return ExitCode.AllWell;
        }));
        return command;
    }

    private static DateTimeOffset? ReadDay(string? text) =>
        text is null ? null
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day
        : throw new CannotRunException($"--expires is '{text}'. Write a date such as 2027-01-31.");

    private static string Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "never";
}
