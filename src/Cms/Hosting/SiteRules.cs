using Cms.Content.Posts;
using Microsoft.Extensions.Options;

namespace Cms.Hosting;

/// <summary>What the settings say of posts that are written in the store.</summary>
internal static class SiteRules
{
    public const string LimitsSection = "Cms:Limits:Post";

    public static void AddSiteRules(this IServiceCollection services)
    {
        Settings.Add<TimeZoneOptions>(services, StoreOptions.Section);
        Settings.Add<SiteOptions>(services, SiteOptions.Section);
        Settings.Add<ContentLimits>(services, LimitsSection);
        services.AddSingleton(Read);
    }

    private static PostRules Read(IServiceProvider provider)
    {
        var site = provider.GetRequiredService<IOptions<SiteOptions>>().Value;
        return new PostRules
        {
            Permalink = site.Permalink,
            Language = site.Language,
            Zone = provider.GetRequiredService<IOptions<TimeZoneOptions>>().Value.Zone,
            Limits = provider.GetRequiredService<IOptions<ContentLimits>>().Value,
            Fields = FieldOptions.Read(provider.GetRequiredService<IConfiguration>()),
        };
    }
}
