using System.Globalization;
using System.Text.Json.Nodes;
using Alba;
using Cms.Content.Access;
using Cms.Content.Import;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cms.Tests.Hosting;

/// <summary>The product on a database of the test class's own: asked over HTTP, filled with files that the test writes.</summary>
public class CmsFixture(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"cms-files-{Guid.NewGuid():N}");
    private HttpClient? client;
    private int imports;

    public IAlbaHost Http { get; private set; } = null!;

    /// <summary>Follows no redirects and adds no headers.</summary>
    public HttpClient Client => client ??= Http.Server.CreateClient();

    public string ConnectionString { get; private set; } = "";

    public IServiceProvider Services => Http.Services;

    /// <summary>What the product is started with.</summary>
    protected virtual IReadOnlyList<string> Settings => [];

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await postgres.MakeDatabaseAsync();
        Http = await StartAsync([.. Settings]);
    }

    /// <summary>The fixture, ready; for a test that needs a database of its own.</summary>
    public async Task<CmsFixture> StartedAsync()
    {
        await InitializeAsync();
        return this;
    }

    /// <summary>One more node on the same database, with settings of its own.</summary>
    public Task<IAlbaHost> StartAsync(params string[] settings) => StartAsync(_ => { }, settings);

    /// <summary>The same, with services of the test's: a clock, a log.</summary>
    public async Task<IAlbaHost> StartAsync(Action<IServiceCollection> addServices, params string[] settings)
    {
        var builder = CmsApplication.CreateBuilder([.. settings, "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning"]);
        addServices(builder.Services);
        builder.AddCms(ConnectionString);
        return await AlbaHost.For(builder, app => app.UseCms());
    }

    /// <summary>Makes a key with these scopes.</summary>
    /// <returns>The header that it is sent in, for <see cref="SendAsync(HttpMethod, string, string[])"/>: <c>Authorization: Bearer cms_…</c>.</returns>
    public async Task<string> KeyAsync(params string[] scopes)
    {
        var created = await Services.GetRequiredService<ApiKeys>().CreateAsync(new NewApiKey(string.Join(' ', scopes), scopes), Actor.CommandLine, TestContext.Current.CancellationToken);
        return $"Authorization: Bearer {created.Text}";
    }

    /// <summary>Imports files as a Jekyll folder of their own.</summary>
    public async Task<ImportReport> ImportAsync(params (string File, string Text)[] files)
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"source-{Interlocked.Increment(ref imports)}");
        return await ImportAsAsync(source, files);
    }

    /// <summary>Imports files as a Jekyll folder of that name; again under the same name they are what the folder holds now.</summary>
    public Task<ImportReport> ImportAsAsync(string source, params (string File, string Text)[] files) => ImportAsAsync(source, new ImportRequest(""), files);

    /// <summary>The same with options.</summary>
    public async Task<ImportReport> ImportAsAsync(string source, ImportRequest options, params (string File, string Text)[] files) =>
        await Services.GetRequiredService<Importer>().ImportAsync(
            options with { Path = await WriteFilesAsync(source, files) }, progress: null, TestContext.Current.CancellationToken);

    /// <summary>Makes these files all that the folder of a name holds.</summary>
    /// <returns>The folder.</returns>
    public async Task<string> WriteFilesAsync(string source, params (string File, string Text)[] files)
    {
        var root = Path.Combine(folder, source);
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }

        foreach (var (file, text) in files)
        {
            var path = Path.Combine(root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }

        return root;
    }

    public async Task<JsonNode> GetJsonAsync(string address)
    {
        using var answer = await Client.GetAsync(address, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{address} answered {(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Sends a GET with headers, each as <c>Name: value</c>.</summary>
    public Task<HttpResponseMessage> GetAsync(string address, params string[] headers) => SendAsync(HttpMethod.Get, address, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, params string[] headers) =>
        SendAsync(method, address, HttpCompletionOption.ResponseContentRead, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpCompletionOption until, params string[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var header in headers)
        {
            var parts = header.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]).ShouldBeTrue();
        }

        return await Client.SendAsync(request, until, TestContext.Current.CancellationToken);
    }

    /// <summary>The problem's code, after a check of its form.</summary>
    public static async Task<string> CodeOfAsync(HttpResponseMessage answer) => (await ProblemOfAsync(answer))["code"]!.GetValue<string>();

    public static async Task<JsonObject> ProblemOfAsync(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        problem["status"]!.GetValue<int>().ShouldBe((int)answer.StatusCode);
        problem["type"]!.GetValue<string>().ShouldBe($"/docs/errors#{problem["code"]}");
        problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        return problem;
    }

    /// <summary>Ends all that talks to the database and lets nobody in, as when its server has gone.</summary>
    public async Task CloseDatabaseAsync()
    {
        await ExecuteOutsideAsync($"alter database {DatabaseName} allow_connections false");
        await ExecuteOutsideAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{DatabaseName}'");
    }

    public Task OpenDatabaseAsync() => ExecuteOutsideAsync($"alter database {DatabaseName} allow_connections true");

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (Http is not null)
        {
            await Http.DisposeAsync();
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    private string DatabaseName => new NpgsqlConnectionStringBuilder(ConnectionString).Database!;

    private async Task ExecuteOutsideAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "cms", Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
