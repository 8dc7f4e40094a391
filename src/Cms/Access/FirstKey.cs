using Cms.Content.Access;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.Access;

/// <summary>Sees to it that somebody can sign in: with the key of the settings, or with one that the first start of an embedded store makes.</summary>
internal static class FirstKey
{
    private const string FileName = "admin-key";

    private static readonly IReadOnlyList<string> Admin = [Scopes.Admin];

    public static async Task PrepareAsync(IServiceProvider services, bool isEmbedded, CancellationToken ct)
    {
        var keys = services.GetRequiredService<ApiKeys>();
        if (services.GetRequiredService<IOptions<AccessOptions>>().Value.AdminKey is { } configured)
        {
            await keys.ConfigureAsync(configured, new NewApiKey("Cms:AdminKey", Admin), ct);
        }
        else if (isEmbedded)
        {
            var directory = services.GetRequiredService<IOptions<StoreOptions>>().Value.DataDirectory;
            var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(FirstKey));
            await keys.CreateFirstAsync(new NewApiKey("admin", Admin), created => HandOverAsync(created.Text, directory, logger, ct), ct);
        }
    }

    private static async Task HandOverAsync(string key, string directory, ILogger logger, CancellationToken ct)
    {
        if (!Console.IsOutputRedirected)
        {
            await Console.Out.WriteLineAsync($"The key of this store, with all rights, shown this once: {key}".AsMemory(), ct);
            return;
        }

        // Logs are kept and sent about, so a key does not belong there.
        var path = Path.Combine(Path.GetFullPath(directory), FileName);
        await WriteAsync(path, key, ct);
        logger.LogInformation("The key of this store, with all rights, is in {Path}. Move it to where you keep such things", path);
    }

    private static async Task WriteAsync(string path, string key, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new StreamWriter(path, options);
        await file.WriteLineAsync(key.AsMemory(), ct);
    }
}
