using Cms.Benchmarks.Blog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cms.Benchmarks.Delivery;

/// <summary>A store with generated posts, on a PostgreSQL that runs as long as this lives.</summary>
internal sealed class LoadedStore : IAsyncDisposable
{
    private readonly EmbeddedPostgres.EmbeddedPostgres postgres;

    private LoadedStore(string folder, EmbeddedPostgres.EmbeddedPostgres postgres, IReadOnlyList<string> slugs) => (Folder, this.postgres, Slugs) = (folder, postgres, slugs);

    /// <summary>A key that only this store knows.</summary>
    public static string AdminKey { get; } = $"cms_{new string('b', 43)}";

    public string Folder { get; }

    public IReadOnlyList<string> Slugs { get; }

    public string ConnectionString => postgres.ConnectionString;

    /// <summary>What the product is to be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => EnvironmentOf(Folder);

    public static async Task<LoadedStore> MakeAsync(int posts)
    {
        // Not a private temporary folder: PostgreSQL's own user has to enter it.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"cms-benchmark-{Guid.NewGuid():N}")).FullName;
        var blog = Path.Combine(folder, "blog");
        var slugs = GeneratedBlog.Write(blog, posts);
        var started = await EmbeddedPostgres.EmbeddedPostgres.StartAsync(new() { DataDirectory = DataOf(folder) }, NullLogger.Instance, CancellationToken.None);
        using var import = ChildProcess.Start("cms.dll", ["import", blog, "--report", "json"], EnvironmentOf(folder));
        var exit = await import.EndAsync();
        return exit == 0 ? new(folder, started, slugs) : throw new InvalidOperationException($"The import ended with {exit}.");
    }

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static Dictionary<string, string> EnvironmentOf(string folder) => new(StringComparer.Ordinal)
    {
        ["Cms__DataDirectory"] = DataOf(folder),
        ["Cms__SampleContent"] = "false",
        ["Logging__LogLevel__Default"] = "Warning",
    };

    private static string DataOf(string folder) => Path.Combine(folder, "data");
}
