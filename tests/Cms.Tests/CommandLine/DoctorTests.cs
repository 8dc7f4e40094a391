using Cms.Tests.Hosting;
using Npgsql;

namespace Cms.Tests.CommandLine;

public sealed class DoctorTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_store_that_is_well_is_said_to_be_so()
    {
        await cms.ImportAsync(("_posts/2024-01-01-healthy.md", "Text\n"), ("_drafts/healthy-draft.md", "Text\n"));

        var (exitCode, output, errors) = await RunAsync("--Cms:Site:BaseUrl=https://example.org");

        exitCode.ShouldBe(0, errors);
        Lines(output).ShouldContain(line => line.StartsWith("ok settings All can be taken", StringComparison.Ordinal), output);
        output.ShouldMatch(@"(?m)^ok +posts +[1-9]\d* published, [1-9]\d* that readers do not see, 0 in the trash\.$");
        Lines(output).ShouldContain(line => line == "ok encoding UTF8", output);
        Lines(output).ShouldNotContain(line => line.StartsWith("problem", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task A_setting_that_nothing_reads_and_one_that_lets_scripts_through_are_warned_of()
    {
        var (exitCode, output, _) = await RunAsync("--Cms:Delivery:PrivateField:0=mail", "--Cms:Rendering:TrustHtml=true", "--Cms:Fields:rating:Type=number", "--Cms:Proxies=10.0.0.0/8");

        exitCode.ShouldBe(0);
        Lines(output).ShouldContain(line => line == "warning settings Nothing reads Cms:Delivery:PrivateField:0. See in the README how it is spelt, or take it away.", output);
        Lines(output).ShouldContain(line => line.StartsWith("warning rendering Cms:Rendering:TrustHtml is on", StringComparison.Ordinal), output);
        Lines(output).ShouldContain(line => line.StartsWith("warning site", StringComparison.Ordinal), output);
        Lines(output).Count(line => line.Contains("Nothing reads", StringComparison.Ordinal)).ShouldBe(1, output);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_taken_is_a_problem()
    {
        var (exitCode, output, _) = await RunAsync("--Cms:Site:BaseUrl=ftp://example.org");

        exitCode.ShouldBe(1);
        Lines(output).ShouldContain(line => line.StartsWith("problem settings Cms:Site:BaseUrl is 'ftp://example.org'", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task An_import_that_was_stopped_is_named()
    {
        await cms.ImportAsAsync("halfway", ("_posts/2024-01-01-stopped.md", "Text\n"));
        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        await using var stop = dataSource.CreateCommand(
            "update cms.source_imports i set run = gen_random_uuid() from cms.mt_doc_source s where s.id = i.source_id and s.data ->> 'name' = 'halfway'");
        (await stop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);

        var (exitCode, output, _) = await RunAsync();

        exitCode.ShouldBe(0);
        Lines(output).ShouldContain(line => line.StartsWith("warning import The import of 'halfway' has begun and not ended", StringComparison.Ordinal), output);
    }

    // With one blank for the columns' many.
    private static List<string> Lines(string output) =>
        [.. output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] settings) =>
        CmsProcess.RunAsync(["doctor", $"--ConnectionStrings:Cms={cms.ConnectionString}", .. settings]);
}
