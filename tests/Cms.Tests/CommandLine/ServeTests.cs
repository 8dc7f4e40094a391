using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.EmbeddedPostgres;

namespace Cms.Tests.CommandLine;

public sealed class ServeTests : IDisposable
{
    private readonly Store store = new();

    [Fact]
    public async Task One_command_serves_the_samples_and_leaves_nothing_behind()
    {
        using var cms = CmsProcess.Start("--urls", "http://127.0.0.1:0", $"--Cms:DataDirectory={store.Directory}");
        using var client = new HttpClient { BaseAddress = await cms.ListensAsync() };

        var posts = JsonNode.Parse(await client.GetStringAsync("/api/v1/posts?total=true", TestContext.Current.CancellationToken))!;
        posts["page"]!["total"]!.GetValue<int>().ShouldBe(6);

        // The test server would let a body through.
        foreach (var address in (string[])["/openapi/v1.json", "/docs/", "/api/v1/posts"])
        {
            using var head = await client.SendAsync(new(HttpMethod.Head, address), TestContext.Current.CancellationToken);
            head.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            (await head.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty(address);
        }

        await cms.TerminateAsync();
        (await cms.EndAsync()).ShouldBe(0);
        (await store.IsEmptyWithinFiveSecondsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_blog_comes_in_while_the_server_runs()
    {
        var blog = Path.Combine(store.Directory, "my-blog", "_posts");
        Directory.CreateDirectory(blog);
        await File.WriteAllTextAsync(Path.Combine(blog, "2024-01-01-first.md"), "---\ntitle: First\n---\nText\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(blog, "2024-01-02-broken.md"), "---\ntitle: T\npermalink: /:nonsense/\n---\nText\n", TestContext.Current.CancellationToken);
        string[] settings = [$"--Cms:DataDirectory={store.Directory}", "--Cms:SampleContent=false"];
        using var cms = CmsProcess.Start(["serve", "--urls=http://127.0.0.1:0", .. settings]);
        using var client = new HttpClient { BaseAddress = await cms.ListensAsync() };

        var import = await CmsProcess.RunAsync(["import", Path.GetDirectoryName(blog)!, "--report", "json", .. settings]);

        var report = JsonNode.Parse(import.Output)!;
        report["counts"]!["created"]!.GetValue<int>().ShouldBe(1, import.Output);
        report["files"]!.AsArray().Select(file => file!["file"]!.GetValue<string>()).ShouldBe(["_posts/2024-01-01-first.md", "_posts/2024-01-02-broken.md"]);
        report["files"]![1]!["status"]!.GetValue<string>().ShouldBe("refused");
        report["files"]![1]!["error"]!["message"]!.GetValue<string>().ShouldNotBeEmpty();
        import.ExitCode.ShouldBe(1);
        using var post = await client.GetAsync("/api/v1/posts/first", TestContext.Current.CancellationToken);
        post.StatusCode.ShouldBe(HttpStatusCode.OK);

        var again = await CmsProcess.RunAsync(["import", Path.GetDirectoryName(blog)!, .. settings]);
        again.Output.ShouldContain("1 unchanged");
        again.Output.ShouldContain("posts/s");

        await cms.TerminateAsync();
        (await cms.EndAsync()).ShouldBe(0);
    }

    public void Dispose() => store.Dispose();
}
