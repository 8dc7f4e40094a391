using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Cms.Tests.Access;

/// <summary>An OpenID provider of the test's own, on loopback: two keys that it publishes, one that it does not.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    private readonly WebApplication app;

    private TokenIssuer(WebApplication app, string address)
    {
        this.app = app;
        Address = address;
    }

    public string Address { get; }

    public RSA Rsa { get; } = RSA.Create(2048);

    public ECDsa Ec { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public RSA Unpublished { get; } = RSA.Create(2048);

    public static async Task<TokenIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = builder.Build();
        TokenIssuer issuer = null!;
        provider.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = issuer.Address, jwks_uri = $"{issuer.Address}/keys" }));
        provider.MapGet("/keys", () => Results.Text(issuer.KeySet(), "application/json"));
        await provider.StartAsync(TestContext.Current.CancellationToken);
        var address = provider.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return issuer = new TokenIssuer(provider, address);
    }

    /// <summary>A token with these claims, signed as its header says.</summary>
    public string Sign(JsonObject claims, string algorithm = "RS256")
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = algorithm == "ES256" ? "ec" : "rsa" };
        var content = $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}";
        var bytes = Encoding.ASCII.GetBytes(content);
        var signature = algorithm switch
        {
            "RS256" => Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "ES256" => Ec.SignData(bytes, HashAlgorithmName.SHA256),

            // The public key is no secret, and a library that took it for one would let anybody in.
            "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(Rsa.ExportSubjectPublicKeyInfoPem()), bytes),
            "none" => [],
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    public string SignWithUnpublishedKey(JsonObject claims)
    {
        var content = $"{Encode("""{"alg":"RS256","typ":"JWT","kid":"rsa"}""")}.{Encode(claims.ToJsonString())}";
        return $"{content}.{Base64Url.EncodeToString(Unpublished.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Rsa.Dispose();
        Ec.Dispose();
        Unpublished.Dispose();
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private string KeySet()
    {
        var rsa = Rsa.ExportParameters(includePrivateParameters: false);
        var ec = Ec.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new
        {
            keys = new object[]
            {
                new { kty = "RSA", use = "sig", kid = "rsa", n = Base64Url.EncodeToString(rsa.Modulus), e = Base64Url.EncodeToString(rsa.Exponent) },
                new { kty = "EC", use = "sig", kid = "ec", crv = "P-256", x = Base64Url.EncodeToString(ec.Q.X), y = Base64Url.EncodeToString(ec.Q.Y) },
            },
        });
    }
}
