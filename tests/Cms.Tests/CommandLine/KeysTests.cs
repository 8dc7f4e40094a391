using System.Net;
using System.Net.Http.Headers;
using Cms.Tests.EmbeddedPostgres;

namespace Cms.Tests.CommandLine;

public sealed class KeysTests : IDisposable
{
    private readonly Store store = new();

    [Fact]
    public async Task The_first_start_leaves_a_key_that_only_its_owner_can_read_and_the_command_line_makes_more()
    {
        string[] settings = [$"--Cms:DataDirectory={store.Directory}", "--Cms:SampleContent=false"];
        var file = Path.Combine(store.Directory, "admin-key");
        using var cms = CmsProcess.Start(["serve", "--urls=http://127.0.0.1:0", .. settings]);
        using var client = new HttpClient { BaseAddress = await cms.ListensAsync() };
        var first = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim();

        (await KeysAsync(client, first)).ShouldBe(HttpStatusCode.OK);
        cms.Output.ShouldContain(file);
        cms.Output.ShouldNotContain(first);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var made = await CmsProcess.RunAsync(["keys", "create", "Script", "--scope", "admin", .. settings]);
        made.ExitCode.ShouldBe(0, made.Errors);
        (await KeysAsync(client, made.Output.Trim())).ShouldBe(HttpStatusCode.OK);
        var line = (await CmsProcess.RunAsync(["keys", "list", .. settings])).Output.Split('\n').Single(line => line.Contains("Script", StringComparison.Ordinal));
        (await CmsProcess.RunAsync(["keys", "revoke", line.Split(' ')[0], .. settings])).ExitCode.ShouldBe(0);
        while (await KeysAsync(client, made.Output.Trim()) != HttpStatusCode.Unauthorized)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var again = await CmsProcess.RunAsync(["keys", "revoke", line.Split(' ')[0], .. settings]);
        again.ExitCode.ShouldBe(2);
        again.Errors.ShouldContain("There is no key");
        await cms.TerminateAsync();
        (await cms.EndAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_short_admin_key_stops_the_start()
    {
        var serve = await CmsProcess.RunAsync("serve", "--urls=http://127.0.0.1:0", $"--Cms:DataDirectory={store.Directory}", "--Cms:AdminKey=secret");

        serve.ExitCode.ShouldBe(2);
        serve.Errors.ShouldContain("at least 32 random characters");
        serve.Errors.ShouldNotContain("secret");
    }

    [Fact]
    public async Task An_unknown_scope_is_refused_with_those_that_there_are()
    {
        var keys = await CmsProcess.RunAsync("keys", "create", "x", "--scope", "root", $"--Cms:DataDirectory={store.Directory}");

        keys.ExitCode.ShouldBe(2);
        keys.Errors.ShouldContain("publish");
    }

    public void Dispose() => store.Dispose();

    private static async Task<HttpStatusCode> KeysAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/keys");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
