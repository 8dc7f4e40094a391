using System.Net;
using Cms.Hosting;
using Microsoft.AspNetCore.HttpOverrides;

namespace Cms.Access;

/// <summary>The proxies that may say for whom they ask, from <c>Cms:Proxies</c>: addresses and networks, as a list or with commas between. None do by default.</summary>
internal static class TrustedProxies
{
    private const string Setting = "Cms:Proxies";

    /// <param name="key">The whole name of a setting.</param>
    public static bool IsSetting(string key) => key.Equals(Setting, StringComparison.OrdinalIgnoreCase) || key.StartsWith($"{Setting}:", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="CannotRunException">One is neither an address nor a network.</exception>
    public static IReadOnlyList<System.Net.IPNetwork> Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Setting);
        return
        [
            .. section.GetChildren().Select(child => child.Value).Prepend(section.Value).OfType<string>()
                .SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Select(Parse),
        ];
    }

    /// <summary>Takes the client's address and scheme from their headers, from the last proxy back to the first that is none of them.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var networks = Read(app.Configuration);
        if (networks.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    private static System.Net.IPNetwork Parse(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new CannotRunException($"{Setting} names '{text}', which is no address (10.0.0.1) and no network (10.0.0.0/8, without bits beyond its length).");
}
