namespace Cms.CommandLine;

/// <summary>
/// Takes .NET's configuration out of the command line (<c>--urls X</c>, <c>--Cms:DataDirectory=X</c>), so that what is left can be checked
/// strictly: a mistyped command or option is an error and not a setting that nobody reads.
/// </summary>
internal static class SettingArguments
{
    private static readonly HashSet<string> HostKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "AllowedHosts",
    };

    public static (IReadOnlyList<string> Commands, IReadOnlyList<string> Settings) Split(IReadOnlyList<string> arguments)
    {
        List<string> commands = [];
        List<string> settings = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!IsSetting(argument))
            {
                commands.Add(argument);
                continue;
            }

            settings.Add(argument);
            if (!argument.Contains('=', StringComparison.Ordinal) && i + 1 < arguments.Count)
            {
                settings.Add(arguments[++i]);
            }
        }

        return (commands, settings);
    }

    private static bool IsSetting(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
        {
            return false;
        }

        var key = argument[2..].Split('=', 2)[0];
        return key.Contains(':', StringComparison.Ordinal) || HostKeys.Contains(key);
    }
}
