using Cms.Content.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cms.Tests.Hosting;

public sealed class SecondStartTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Theory]
    [InlineData("as this build left it")]
    [InlineData("of another build")]
    public async Task A_start_on_an_existing_store_builds_nothing_anew(string store)
    {
        var before = await IndexesAsync();
        if (store == "of another build")
        {
            await ExecuteAsync("comment on schema cms is 'another build'");
        }

        await SetUpAsync();

        (await IndexesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_store_that_another_build_left_without_an_index_gets_it()
    {
        var before = await IndexesAsync();
        await ExecuteAsync("drop index cms.post_changes_in_order; comment on schema cms is 'another build'");

        await SetUpAsync();

        (await IndexesAsync()).Count.ShouldBe(before.Count);
    }

    private async Task SetUpAsync()
    {
        await using var again = await cms.StartAsync();
        await again.Services.GetRequiredService<StoreSetup>().ApplyAsync(TestContext.Current.CancellationToken);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    // An index that is built anew is another object, though it has its old name.
    private async Task<List<string>> IndexesAsync()
    {
        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        await using var command = dataSource.CreateCommand(
            "select i.indexrelid::regclass || ' ' || i.indexrelid from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'cms' order by 1");
        List<string> indexes = [];
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            indexes.Add(reader.GetString(0));
        }

        return indexes;
    }
}
