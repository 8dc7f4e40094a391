using Cms.Content.Access;
using Cms.Content.Storage;
using Cms.Tests.Hosting;
using Cms.Tests.Posts.BulkWriting;

namespace Cms.Tests.Storage;

public sealed class ContentTransactionTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Ending_a_transaction_twice_leaves_the_next_one_on_its_connection_alone()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var store = await BareStore.OpenAsync(postgres);
        await store.ConfigureAsync("makes-the-schema");

        var first = await ContentTransaction.BeginAsync(store.DataSource, store.Marten, Actor.Program, ct);
        await first.DisposeAsync();
        await using var next = await ContentTransaction.BeginAsync(store.DataSource, store.Marten, Actor.Program, ct);
        await next.LockAddressesAsync(ct);
        await first.DisposeAsync();

        await using var holds = next.Command("select exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())");
        (await holds.ExecuteScalarAsync(ct)).ShouldBe(true);
    }
}
