using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Cms.Tests.Hosting;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Cms.Tests.Posts.BulkWriting;

/// <summary>A database of its own, with what writes to it and nothing else. Its clock stands still.</summary>
internal sealed class BareStore : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private BareStore(ServiceProvider services) => this.services = services;

    public DocumentStore Marten => services.GetRequiredService<DocumentStore>();

    public NpgsqlDataSource DataSource => services.GetRequiredService<NpgsqlDataSource>();

    public PostImportWriter Writer => services.GetRequiredService<PostImportWriter>();

    public required FakeTimeProvider Clock { get; init; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<BareStore> OpenAsync(PostgresFixture postgres)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        var collection = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock);
        return new(collection.AddContent(await postgres.MakeDatabaseAsync()).BuildServiceProvider()) { Clock = clock };
    }

    public async Task<Source> ConfigureAsync(string name, string configuration = "") => await services.GetRequiredService<SourceWriter>()
        .ConfigureAsync(name, new() { Generator = Generator.Jekyll, Configuration = configuration }, Actor.Program, Ct);

    /// <summary>Writes one event as every writer but the importer does: through Marten's session, whose projection does the rest.</summary>
    public async Task AppendAsync(Guid id, int revision, object @event)
    {
        await using var transaction = await ContentTransaction.BeginAsync(DataSource, Marten, Actor.Program, Ct);
        await transaction.LockAddressesAsync(Ct);
        if (@event is PostImported { Status: PostStatus.Published } imported)
        {
            await CarriedTerms.RegisterAsync(transaction.Transaction, CarriedTerms.Of(imported.Content), Ct);
        }

        if (revision == 1)
        {
            transaction.Session.Events.StartStream<Post>(id, @event);
        }
        else
        {
            transaction.Session.Events.Append(id, revision, @event);
        }

        await transaction.SaveAsync(Ct);
        transaction.Changed.Add((await transaction.Session.LoadAsync<Post>(id, Ct))!);
        await transaction.CommitAsync(Ct);
    }

    public async Task<Post> LoadAsync(Guid id)
    {
        await using var session = Marten.QuerySession();
        return (await session.LoadAsync<Post>(id, Ct)).ShouldNotBeNull();
    }

    /// <summary>Every row of every table of ours, as text, by table and column; save <paramref name="without"/>.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> RowsAsync(IReadOnlySet<string> without)
    {
        List<(string Table, string Column)> columns = [];
        await using (var command = DataSource.CreateCommand(
            "select table_name, column_name from information_schema.columns where table_schema = 'cms' order by 1, 2"))
        await using (var reader = await command.ExecuteReaderAsync(Ct))
        {
            while (await reader.ReadAsync(Ct))
            {
                columns.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        Dictionary<string, IReadOnlyList<string>> rows = new(StringComparer.Ordinal);
        foreach (var table in columns.Where(column => !without.Contains($"{column.Table}.{column.Column}") && !without.Contains(column.Column)).GroupBy(column => column.Table, column => column.Column, StringComparer.Ordinal))
        {
            var row = string.Join(" || E'\\n  ' || ", table.Select(column => $"'{column} = ' || coalesce(\"{column}\"::text, 'null')"));
            await using var command = DataSource.CreateCommand($"select {row} as row from cms.\"{table.Key}\" order by 1");
            await using var reader = await command.ExecuteReaderAsync(Ct);
            List<string> texts = [];
            while (await reader.ReadAsync(Ct))
            {
                texts.Add(reader.GetString(0));
            }

            rows.Add(table.Key, texts);
        }

        return rows;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
