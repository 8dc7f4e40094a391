using Npgsql;

namespace Cms.Tests.Hosting;

public sealed class SecondStartTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_start_on_an_existing_store_builds_nothing_anew()
    {
        var before = await IndexesAsync();

        await using var again = await cms.StartAsync();

        (await IndexesAsync()).ShouldBe(before);
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
