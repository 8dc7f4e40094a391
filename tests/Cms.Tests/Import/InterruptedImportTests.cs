using System.Globalization;
using Cms.Content.Import;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cms.Tests.Import;

/// <summary>Imports that end in the middle: whole posts stay, and the next run completes.</summary>
public sealed class InterruptedImportTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const int Posts = 1600;

    [Fact]
    public async Task A_lost_database_ends_it_with_what_was_saved_and_the_next_run_completes()
    {
        var folder = await WriteBlogAsync("lost");
        var interrupted = await InterruptAsync(folder, cms.CloseDatabaseAsync, TestContext.Current.CancellationToken);
        await cms.OpenDatabaseAsync();

        interrupted.Message.ShouldContain("went away");
        await CompletesAsync(folder, "lost", interrupted.Report);
    }

    [Fact]
    public void A_database_that_is_late_is_not_said_to_have_gone() =>
        StoreRefusal.WhyNothingIsSaved(new NpgsqlException("Exception while reading from stream", new TimeoutException())).ShouldBe("The database did not answer in time");

    [Fact]
    public async Task A_full_disk_ends_it_with_what_was_saved_and_the_next_run_completes()
    {
        var folder = await WriteBlogAsync("full");
        await ExecuteAsync("""
            create function cms.no_room() returns trigger language plpgsql as $$ begin
                if new.data -> 'content' ->> 'slug' = 'full-1100' then raise exception 'could not extend file' using errcode = '53100'; end if;
                return new;
            end $$;
            create trigger no_room before insert on cms.mt_doc_post for each row execute function cms.no_room();
            """);
        var interrupted = await Should.ThrowAsync<ImportInterruptedException>(() => ImportAsync(folder, progress: null, TestContext.Current.CancellationToken));
        await ExecuteAsync("drop trigger no_room on cms.mt_doc_post; drop function cms.no_room()");

        interrupted.Message.ShouldContain("no room");
        await CompletesAsync(folder, "full", interrupted.Report);
    }

    [Fact]
    public async Task Who_asks_to_stop_gets_the_transaction_that_has_begun_and_a_report()
    {
        var folder = await WriteBlogAsync("stopped");
        using var stop = new CancellationTokenSource();
        var interrupted = await InterruptAsync(folder, stop.CancelAsync, stop.Token);

        interrupted.Message.ShouldStartWith("Stopped after");
        interrupted.InnerException.ShouldBeAssignableTo<OperationCanceledException>();
        await CompletesAsync(folder, "stopped", interrupted.Report);
    }

    [Fact]
    public async Task Links_to_posts_that_came_later_are_made_by_the_next_run_where_one_was_stopped_in_front_of_them()
    {
        (string, string)[] first = [("_posts/2020-02-01-naming.md", "To [it]({% post_url 2020-02-02-later %})")];
        await cms.ImportAsAsync("naming", first);
        var folder = await cms.WriteFilesAsync("naming", [.. first, ("_posts/2020-02-02-later.md", "x")]);
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<ImportInterruptedException>(() => ImportAsync(folder, new Progress(value =>
        {
            if (value.Done == value.Total)
            {
                stop.Cancel();
            }
        }), stop.Token));
        (await IsLinkedAsync()).ShouldBeFalse();

        var report = await ImportAsync(folder, progress: null, TestContext.Current.CancellationToken);

        report.Files.ShouldAllBe(file => file.Status == ImportedFileStatus.Unchanged);
        (await IsLinkedAsync()).ShouldBeTrue();

        async Task<bool> IsLinkedAsync() =>
            (await cms.GetJsonAsync("/api/v1/links?post=naming"))["items"]!.AsArray().Any(link => $"{link!["url"]}" == "/2020/02/02/later.html");
    }

    private Task<string> WriteBlogAsync(string name) => cms.WriteFilesAsync(name, [.. Enumerable.Range(0, Posts).Select(number => (
        string.Create(CultureInfo.InvariantCulture, $"_posts/2020-01-01-{name}-{number:D4}.md"), "---\ntags: [t]\n---\nText.\n"))]);

    /// <summary>Does something once the first transaction has come through.</summary>
    private async Task<ImportInterruptedException> InterruptAsync(string folder, Func<Task> interrupt, CancellationToken stop)
    {
        var done = false;
        return await Should.ThrowAsync<ImportInterruptedException>(() => ImportAsync(folder, new Progress(value =>
        {
            if (value.Done > 0 && !done)
            {
                done = true;
                interrupt().GetAwaiter().GetResult();
            }
        }), stop));
    }

    private async Task CompletesAsync(string folder, string tag, ImportReport begun)
    {
        begun.Count(ImportedFileStatus.Created).ShouldBeInRange(1, Posts - 1);
        cms.Services.GetRequiredService<NpgsqlDataSource>().Clear();

        var report = await ImportAsync(folder, progress: null, TestContext.Current.CancellationToken);

        report.Files.Count.ShouldBe(Posts);
        report.Count(ImportedFileStatus.Unchanged).ShouldBeGreaterThanOrEqualTo(begun.Count(ImportedFileStatus.Created));
        report.Files.ShouldAllBe(file => file.Status == ImportedFileStatus.Created || file.Status == ImportedFileStatus.Unchanged);
        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        await using var command = dataSource.CreateCommand("select count(*), count(distinct file) from cms.mt_doc_published_post p join cms.mt_doc_post w using (id) where w.file like $1");
        command.Parameters.Add(new() { Value = $"_posts/2020-01-01-{tag}-%" });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        (reader.GetInt64(0), reader.GetInt64(1)).ShouldBe((Posts, Posts));
    }

    private Task<ImportReport> ImportAsync(string folder, IProgress<ImportProgress>? progress, CancellationToken stop) =>
        cms.Services.GetRequiredService<Importer>().ImportAsync(new ImportRequest(folder), progress, stop);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cms.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Progress(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}
