using System.Net;
using System.Net.Sockets;
using Cms.Answers;
using Microsoft.Extensions.Options;

namespace Cms.Access;

/// <summary>The limits that there are.</summary>
internal sealed class RequestLimits(IOptions<LimitOptions> options, TimeProvider clock)
{
    // What one customer of a provider gets (RFC 6177), and can choose addresses from.
    private const int NetworkBytes = 8;

    private readonly RequestLimit reads = new("reads", options.Value.ReadsByKey, clock);
    private readonly RequestLimit writes = new("writes", options.Value.WritesByKey, clock);
    private readonly RequestLimit renderings = new("render", options.Value.Render, clock);

    public RequestLimit FailedSignIns { get; } = new("sign-in", options.Value.FailedSignIns, clock);

    /// <summary>Counts a text to be rendered; null for callers with a key, who are not limited in it.</summary>
    public RequestRate? CountRendering(HttpContext context) => context.Caller() is null ? renderings.Count(PlaceOf(context)) : null;

    /// <summary>The same where there is no response to write headers to.</summary>
    /// <exception cref="ProblemException">429.</exception>
    public void RequireRendering(HttpContext context)
    {
        if (CountRendering(context) is { IsExceeded: true } rate)
        {
            throw new ProblemException(rate.Refusal);
        }
    }

    public RequestRate? CountByKey(Caller caller, string method) =>
        (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? reads : writes).Count(caller.KeyId?.ToString() ?? caller.Name);

    /// <summary>Whom an address stands for: itself, or its /64 in IPv6; null for a neighbour on a Unix socket.</summary>
    public static string? PlaceOf(HttpContext context) => context.ClientAddress() switch
    {
        null => null,
        { AddressFamily: AddressFamily.InterNetworkV6 } address => NetworkOf(address),
        var address => address.ToString(),
    };

    private static string NetworkOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
