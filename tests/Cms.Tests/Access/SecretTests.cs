using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cms.Tests.Access;

/// <summary>Looks for a key wherever something is kept or said.</summary>
public sealed class SecretTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_key_and_its_hash_are_in_no_log_answer_event_or_audit()
    {
        var log = new KeptLog();
        await using var node = await cms.StartAsync(
            services => services.AddLogging(logging => logging.AddProvider(log)), "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft=Trace", "--Logging:LogLevel:Npgsql=Debug");
        var admin = await cms.KeyAsync("admin");
        using var made = await node.AskAsync(HttpMethod.Post, "/api/v1/keys", admin, new { name = "Canary", scopes = new[] { "admin" } });
        var created = System.Text.Json.Nodes.JsonNode.Parse(await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var key = created["key"]!.GetValue<string>();
        var bad = $"{key[..^1]}{(key[^1] == 'A' ? 'B' : 'A')}";

        using var client = node.Server.CreateClient();
        var graphql = new MutationClient(client, admin);
        var other = await graphql.MutateAsync("createKey", new { name = "Canary by GraphQL", scopes = new[] { "admin" } }, "key apiKey { uuid name scopes }");
        var otherKey = other["key"]!.GetValue<string>();

        List<string> said = [other["apiKey"]!.ToJsonString()];
        foreach (var query in (string[])["{ keys { uuid name scopes createdAt expiresAt lastUsedAt } }", "{ audit(first: 100) { nodes { by action kind subject address details } } }", "{ viewer { name scopes } }"])
        {
            said.Add((await new MutationClient(client, $"Authorization: Bearer {otherKey}").AskAsync(query)).ToJsonString());
        }

        foreach (var (address, sent) in ((string, string)[])[
            ("/api/v1/keys", key), ("/api/v1/audit", key), ("/api/v1/posts", bad), ("/graphql?query={viewer{name}}", key), ("/api/v1/nowhere", key), ("/api/v1/posts?x=1", key)])
        {
            using var answer = await node.AskAsync(HttpMethod.Get, address, $"Authorization: Bearer {sent}");
            said.Add($"{answer.Headers}{await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        using var revoked = await node.AskAsync(HttpMethod.Delete, $"/api/v1/keys/{created["id"]}", $"Authorization: Bearer {key}");
        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        said.Add((await graphql.MutateAsync("revokeKey", new { uuid = $"{other["apiKey"]!["uuid"]}" }, "uuid")).ToJsonString());
        log.Lines.ShouldNotBeEmpty();
        said.AddRange(log.Lines);
        said.AddRange(await StoredAsync());

        var hashes = ((string[])[key, otherKey]).Select(text => SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToList();
        foreach (var secret in ((string[])[key[4..], otherKey[4..], bad[4..]]).Concat(hashes.Select(Convert.ToHexString)).Concat(hashes.Select(Convert.ToBase64String)))
        {
            said.Where(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_key_in_use_is_stored_as_its_hash_and_nowhere_else()
    {
        var key = (await cms.KeyAsync("read")).Split(' ')[^1];
        (await cms.Http.StatusAsync("/api/v1/posts", $"Authorization: Bearer {key}")).ShouldBe(HttpStatusCode.OK);

        var stored = await StoredAsync();

        stored.Where(row => row.Contains(key[4..], StringComparison.Ordinal)).ShouldBeEmpty();
        stored.Count(row => row.Contains(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))), StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
    }

    // Every row of every table as text, as a dump would have it.
    private async Task<List<string>> StoredAsync()
    {
        var dataSource = cms.Services.GetRequiredService<NpgsqlDataSource>();
        var tables = await ReadAsync(dataSource, "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
        List<string> rows = [];
        foreach (var table in tables)
        {
            rows.AddRange(await ReadAsync(dataSource, $"select row::text from {table} row"));
        }

        return rows;
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource dataSource, string sql)
    {
        List<string> rows = [];
        await using var command = dataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
