using Cms.Access;
using Cms.Hosting;
using Cms.Rendering;

namespace Cms.CommandLine.Doctor;

/// <summary>What the settings bring about, besides what was asked for.</summary>
internal static class SettingsDiagnosis
{
    public static IEnumerable<Finding> Of(IConfiguration configuration)
    {
        if (ProblemOf(configuration) is { } problem)
        {
            yield return new(Grade.Problem, "settings", problem);
            yield break;
        }

        var unknown = KnownSettings.UnknownIn(configuration);
        if (unknown.Count == 0)
        {
            yield return new(Grade.Well, "settings", "All can be taken.");
        }

        foreach (var name in unknown)
        {
            yield return new(Grade.Warning, "settings", $"Nothing reads {name}. See in the README how it is spelt, or take it away.");
        }

        if (Settings.Read<SiteOptions>(configuration, SiteOptions.Section).BaseUrl is null)
        {
            yield return new(Grade.Warning, "site", "Cms:Site:BaseUrl is not set: posts have no url, and feeds and sitemap name whatever host they are asked for by.");
        }

        if (Settings.Read<RenderingSettings>(configuration, RenderingSettings.Section).TrustHtml)
        {
            yield return new(Grade.Warning, "rendering", "Cms:Rendering:TrustHtml is on: whoever writes posts can run scripts at whoever reads them.");
        }

        if (Settings.Read<LimitOptions>(configuration, LimitOptions.Section).FailedSignIns == 0)
        {
            yield return new(Grade.Warning, "limits", "Cms:Limits:FailedSignIns is 0: keys can be guessed without end.");
        }
    }

    private static string? ProblemOf(IConfiguration configuration)
    {
        try
        {
            KnownSettings.Check(configuration);
            return null;
        }
        catch (CannotRunException problem)
        {
            return problem.Message;
        }
    }
}
