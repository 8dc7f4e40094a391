using Cms.Access;
using Cms.Content.Posts;
using Cms.Feeds;
using Cms.GraphQL;
using Cms.Hosting;
using Cms.Rendering;

namespace Cms;

/// <summary>All settings below <c>Cms</c>.</summary>
internal static class KnownSettings
{
    private const string Root = "Cms";

    private static readonly SettingsSection[] Sections =
    [
        SettingsSection.Of<StoreOptions>(StoreOptions.Section),
        SettingsSection.Of<TimeZoneOptions>(StoreOptions.Section),
        SettingsSection.Of<AccessOptions>(AccessOptions.Section),
        SettingsSection.Of<SiteOptions>(SiteOptions.Section),
        SettingsSection.Of<DeliveryOptions>(DeliveryOptions.Section),
        SettingsSection.Of<CacheOptions>(CacheOptions.Section),
        SettingsSection.Of<PreviewOptions>(PreviewOptions.Section),
        SettingsSection.Of<AuditOptions>(AuditOptions.Section),
        SettingsSection.Of<ImportOptions>(ImportOptions.Section),
        SettingsSection.Of<CrossOriginOptions>(CrossOriginOptions.Section),
        SettingsSection.Of<RenderingSettings>(RenderingSettings.Section),
        SettingsSection.Of<GraphQLOptions>(GraphQLOptions.Section),
        SettingsSection.Of<FeedOptions>(FeedOptions.Section),
        SettingsSection.Of<SitemapOptions>(SitemapOptions.Section),
        SettingsSection.Of<ContentLimits>(SiteRules.LimitsSection),
        SettingsSection.Of<LimitOptions>(LimitOptions.Section),
        SettingsSection.Of<OpenIdOptions>(OpenIdOptions.Section),
    ];

    /// <summary>Checks all of them, before anything is started for their sake.</summary>
    /// <exception cref="CannotRunException">One of them cannot be taken.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var section in Sections)
        {
            section.Check(configuration);
        }

        FieldOptions.Read(configuration);
        TrustedProxies.Read(configuration);
    }

    /// <summary>The names of settings that nothing reads, such as a mistyped one.</summary>
    public static IReadOnlyList<string> UnknownIn(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Root).AsEnumerable().Where(setting => setting.Value is not null).Select(setting => setting.Key)
            .Where(key => !Array.Exists(Sections, section => section.Knows(key)) && !IsField(key) && !TrustedProxies.IsSetting(key)).Order(StringComparer.Ordinal),
    ];

    // Cms:Fields:NAME:Type
    private static bool IsField(string key) =>
        key.Split(':') is [_, _, var name, ..] parts && parts.Length > 3 && SettingsSection.Of<FieldOptions>($"{FieldOptions.Section}:{name}").Knows(key);
}
