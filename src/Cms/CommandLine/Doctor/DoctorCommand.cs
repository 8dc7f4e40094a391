using System.CommandLine;

namespace Cms.CommandLine.Doctor;

/// <summary>Looks whether all is well with settings and store, and says what to do where it is not.</summary>
internal static class DoctorCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("doctor", "Look whether all is well with the settings and the store, and say what to do where it is not. The exit code is 1 when something cannot stay as it is.");
        command.SetAction((_, _) => StoreCommand.RunAsync(settings, async (services, stop) =>
        {
            List<Finding> findings = [.. SettingsDiagnosis.Of(services.GetRequiredService<IConfiguration>()), .. await StoreDiagnosis.OfAsync(services, stop)];
            var width = findings.Max(finding => finding.Of.Length);
            foreach (var finding in findings)
            {
                await Console.Out.WriteLineAsync($"{Word(finding.Grade),-8} {finding.Of.PadRight(width)}  {finding.Text}");
            }

            return findings.Exists(finding => finding.Grade == Grade.Problem) ? ExitCode.SomeRefused : ExitCode.AllWell;
        }));
        return command;
    }

    private static string Word(Grade grade) => grade switch
    {
        Grade.Well => "ok",
        Grade.Warning => "warning",
        _ => "problem",
    };
}
