using Cms.Content.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cms.Tests.Hosting;

public sealed class ConnectionOptionsTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(null, "off", "public")]
    [InlineData("-c search_path=elsewhere", "off", "elsewhere")]
    [InlineData("-c jit=on -c search_path=elsewhere", "on", "elsewhere")]
    public async Task No_statement_is_compiled_unless_the_connection_string_asks_for_it(string? options, string jit, string path)
    {
        var settings = new NpgsqlConnectionStringBuilder(await postgres.MakeDatabaseAsync()) { Options = options };
        await using var services = new ServiceCollection().AddLogging().AddContent(settings.ConnectionString).BuildServiceProvider();
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select current_setting('jit'), current_setting('search_path')");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);

        reader.GetString(0).ShouldBe(jit);
        reader.GetString(1).ShouldContain(path);
    }
}
