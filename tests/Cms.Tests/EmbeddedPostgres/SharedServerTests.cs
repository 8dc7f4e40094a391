using System.Diagnostics;
using Npgsql;

namespace Cms.Tests.EmbeddedPostgres;

public sealed class SharedServerTests : IDisposable
{
    private readonly Store store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_the_next_start()
    {
        await using (var first = await store.StartAsync())
        {
            first.StartedHere.ShouldBeTrue();
            await Store.AskAsync<long>(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1); SELECT count(*) FROM kept");
        }

        (await store.IsEmptyWithinFiveSecondsAsync()).ShouldBeTrue();
        await using var second = await store.StartAsync();

        (await Store.AskAsync<long>(second, "SELECT count(*) FROM kept")).ShouldBe(1);
    }

    [Fact]
    public async Task The_second_process_uses_the_running_cluster_and_keeps_it_when_the_first_ends()
    {
        var first = await store.StartAsync();
        using var second = await OtherProcess.StartAsync(store.Directory);
        var server = store.PostmasterId();

        second.StartedServer.ShouldBeFalse();
        await first.DisposeAsync();
        store.PostmasterId().ShouldBe(server);

        await second.KillAsync();
        (await store.IsEmptyWithinFiveSecondsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_outlives_the_process_that_started_it_while_another_uses_it()
    {
        using var starter = await OtherProcess.StartAsync(store.Directory);
        await using var user = await store.StartAsync();

        starter.StartedServer.ShouldBeTrue();
        user.StartedHere.ShouldBeFalse();
        await starter.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        (await Store.AskAsync<int>(user, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_that_start_at_once_on_nothing_share_one_cluster()
    {
        var both = await Task.WhenAll(store.StartAsync(), store.StartAsync());

        both.Count(postgres => postgres.StartedHere).ShouldBe(1);
        both[0].ConnectionString.ShouldBe(both[1].ConnectionString);
        foreach (var postgres in both)
        {
            await postgres.DisposeAsync();
        }

        (await store.IsEmptyWithinFiveSecondsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Five_seconds_after_the_last_participant_was_killed_nothing_is_left()
    {
        using var only = await OtherProcess.StartAsync(store.Directory);
        store.Processes().ShouldNotBeEmpty();

        await only.KillAsync();

        (await store.IsEmptyWithinFiveSecondsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task When_participant_and_postmaster_are_killed_nothing_is_left_and_the_next_start_recovers()
    {
        using (var killed = await OtherProcess.StartAsync(store.Directory))
        {
            store.KillPostmaster();
            await killed.KillAsync();
        }

        (await store.IsEmptyWithinFiveSecondsAsync()).ShouldBeTrue();
        await using var next = await store.StartAsync();
        (await Store.AskAsync<int>(next, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_whose_watcher_and_user_were_killed_is_adopted_and_watched_again()
    {
        using (var killed = await OtherProcess.StartAsync(store.Directory))
        {
            using var watcher = Process.GetProcessById(store.WatcherId());
            watcher.Kill();
            await killed.KillAsync();
        }

        var server = store.PostmasterId();
        await using (var next = await store.StartAsync())
        {
            next.StartedHere.ShouldBeFalse();
            store.PostmasterId().ShouldBe(server);
            store.WatcherId().ShouldBeGreaterThan(0);
        }

        (await store.IsEmptyWithinFiveSecondsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_killed_postmaster_is_started_again_at_the_same_address()
    {
        await using var postgres = await store.StartAsync();
        await Store.AskAsync<long>(postgres, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1); SELECT count(*) FROM kept");

        store.KillPostmaster();

        (await Store.WithinFiveSecondsAsync(async () =>
        {
            try
            {
                return await Store.AskAsync<long>(postgres, "SELECT count(*) FROM kept") == 1;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        })).ShouldBeTrue();
    }
}
