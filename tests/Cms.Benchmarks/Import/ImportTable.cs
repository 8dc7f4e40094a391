using System.Globalization;
using System.Text.RegularExpressions;
using Cms.Benchmarks.Blog;
using Cms.Benchmarks.Delivery;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cms.Benchmarks.Import;

/// <summary>Imports generated blogs into empty stores, and again unchanged, and prints the rates beside that of writing the same rows by COPY alone.</summary>
internal static partial class ImportTable
{
    public static async Task PrintAsync(IReadOnlyList<int> sizes)
    {
        // Not a private temporary folder: PostgreSQL's own user has to enter it.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"cms-benchmark-{Guid.NewGuid():N}")).FullName;
        try
        {
            await using var postgres = await EmbeddedPostgres.EmbeddedPostgres.StartAsync(
                new() { DataDirectory = Path.Combine(folder, "data") }, NullLogger.Instance, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, shared with PostgreSQL; load {Load()} before the start."));
            Console.WriteLine("| posts | first import | unchanged | COPY of the same rows | import / COPY | peak memory first | unchanged |\n|---|---|---|---|---|---|---|");
            List<Measured> all = [];
            foreach (var size in sizes)
            {
                all.Add(await MeasureAsync(folder, postgres.ConnectionString, size));
            }

            if (all is [var smallest, .., var largest])
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"From {smallest.Posts:N0} to {largest.Posts:N0} posts, the peak grows by {Growth(smallest, largest, size => size.FirstPeak):N0} bytes a post at the first import and by {Growth(smallest, largest, size => size.AgainPeak):N0} unchanged: what is known of each file, and none of its text."));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Measured> MeasureAsync(string folder, string connectionString, int posts)
    {
        var blog = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"blog-{posts}"));
        GeneratedBlog.Write(blog, posts);
        var database = await MakeDatabaseAsync(connectionString, posts);
        var first = await ImportAsync(blog, database);
        var again = await ImportAsync(blog, database);
        var copy = posts / (await CopyYardstick.RunAsync(database, folder)).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {posts:N0} | {first.Rate:N0}/s | {again.Rate:N0}/s | {copy:N0}/s | {first.Rate / copy:F2} | {first.PeakMebibytes:F0} MiB | {again.PeakMebibytes:F0} MiB |"));
        return new(posts, first.PeakMebibytes, again.PeakMebibytes);
    }

    private static double Growth(Measured smallest, Measured largest, Func<Measured, double> peak) =>
        (peak(largest) - peak(smallest)) * 1024 * 1024 / (largest.Posts - smallest.Posts);

    private static async Task<string> MakeDatabaseAsync(string connectionString, int posts)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"import_{posts}");
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await using var command = dataSource.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString;
    }

    /// <returns>What the program says of itself, which leaves out its start, and the most memory that it held.</returns>
    private static async Task<(double Rate, double PeakMebibytes)> ImportAsync(string blog, string database)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__Cms"] = database };
        using var import = ChildProcess.Start("cms.dll", ["import", blog], environment);
        var peak = await import.PeakMebibytesAsync();
        var rate = RateSaid().Match(import.Output);
        return await import.EndAsync() == 0 && rate.Success
            ? (double.Parse(rate.Groups["rate"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), peak)
            : throw new InvalidOperationException($"The import failed: {import.Output}");
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    [GeneratedRegex(@"(?<rate>[\d,]+) posts/s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RateSaid();

    private sealed record Measured(int Posts, double FirstPeak, double AgainPeak);
}
