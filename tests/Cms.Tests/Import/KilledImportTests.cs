using System.Globalization;
using System.Security.Cryptography;
using Cms.Tests.CommandLine;
using Cms.Tests.Hosting;
using Npgsql;

namespace Cms.Tests.Import;

/// <summary>An import may be killed at any moment: what it leaves are whole posts, and the next run completes.</summary>
public sealed class KilledImportTests(PostgresFixture postgres) : IDisposable
{
    private const int Posts = 2000;
    private const int Tags = 10;
    private const int Links = 7;
    private const int Kills = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("cms-killed-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_that_is_killed_leaves_whole_posts_and_the_next_run_takes_in_the_rest_once()
    {
        var connectionString = await postgres.MakeDatabaseAsync();
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await WriteBlogAsync();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var import = Import(connectionString);
            var enough = kill == 0 ? 1 : await CountAsync(dataSource, "mt_doc_post") + RandomNumberGenerator.GetInt32(1, Posts / 2);
            while (!import.HasEnded && await CountAsync(dataSource, "mt_doc_post") < enough)
            {
                await Task.Delay(10, Ct);
            }

            // Somewhere in the next transaction, or between two, or at the end.
            await Task.Delay(RandomNumberGenerator.GetInt32(300), Ct);
            import.Kill();
            await import.EndAsync();
            await ShouldBeWholeAsync(dataSource);
        }

        using var last = Import(connectionString);
        (await last.EndAsync()).ShouldBe(0, last.Errors);

        await ShouldBeWholeAsync(dataSource);
        (await CountAsync(dataSource, "mt_doc_post")).ShouldBe(Posts);
        (await NumbersAsync(dataSource, "select count(distinct file) from cms.mt_doc_post")).ShouldBe([Posts]);
        (await NumbersAsync(dataSource, "select count(*) from cms.published_post_terms where taxonomy = 'tag' group by term_id")).ShouldAllBe(count => count == Posts / Tags);
        var links = await NumbersAsync(dataSource, "select count(*) from cms.published_post_links p join cms.links l on l.id = p.link_id group by l.url order by l.url");
        links.ShouldBe(Enumerable.Range(0, Links).Select(link => (long)Enumerable.Range(0, Posts).Count(post => post % Links == link)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private CmsProcess Import(string connectionString) => CmsProcess.Start("import", folder, "--source", "killed", $"--ConnectionStrings:Cms={connectionString}");

    /// <summary>Each post has its stream, its event, its documents, its tag and its link; nothing has no post.</summary>
    private static async Task ShouldBeWholeAsync(NpgsqlDataSource dataSource)
    {
        var posts = await CountAsync(dataSource, "mt_doc_post");
        foreach (var table in new[] { "mt_doc_published_post", "published_bodies", "published_post_terms", "published_post_links" })
        {
            (await CountAsync(dataSource, table)).ShouldBe(posts, table);
        }

        (await NumbersAsync(dataSource, "select count(*) from cms.mt_events where type = 'post_imported'")).ShouldBe([posts]);
        (await NumbersAsync(dataSource, "select count(*) from cms.mt_streams where type = 'post'")).ShouldBe([posts]);
        (await NumbersAsync(dataSource, "select count(*) from cms.mt_doc_post p join cms.mt_events e on e.stream_id = p.id and e.version = p.revision join cms.mt_doc_published_post r on r.id = p.id"))
            .ShouldBe([posts]);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource dataSource, string table) => (await NumbersAsync(dataSource, $"select count(*) from cms.{table}"))[0];

    private static async Task<List<long>> NumbersAsync(NpgsqlDataSource dataSource, string sql)
    {
        List<long> numbers = [];
        await using var command = dataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }

    private async Task WriteBlogAsync()
    {
        var posts = Directory.CreateDirectory(Path.Combine(folder, "_posts")).FullName;
        for (var number = 0; number < Posts; number++)
        {
            await File.WriteAllTextAsync(
                Path.Combine(posts, string.Create(CultureInfo.InvariantCulture, $"2020-01-01-post-{number}.md")),
                string.Create(CultureInfo.InvariantCulture, $"---\ntags: [tag-{number % Tags}]\n---\nSee [it](https://example.org/{number % Links}).\n"),
                Ct);
        }
    }
}
