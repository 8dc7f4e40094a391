using Cms.Content.Export;
using Cms.Tests.Hosting;
using Cms.Tests.Taxonomies;
using Microsoft.Extensions.DependencyInjection;

namespace Cms.Tests.Export;

/// <summary>Tags that were renamed, merged or deleted in the store, in the files that are exported.</summary>
public sealed class RenamedTermTests(PostgresFixture postgres) : IDisposable
{
    private const string Original = "---\ntitle: 'Mine' # theirs\ntags: [Docker, js, News]\n---\n\nText.\n";

    private readonly string folder = Directory.CreateTempSubdirectory("cms-renamed-terms-").FullName;

    [Fact]
    public async Task A_renamed_tag_has_its_new_name_in_files_and_all_else_stays_as_it_was_written()
    {
        await using var cms = await new CmsFixture(postgres).StartedAsync();
        var posts = await TaggedPosts.OfAsync(cms);
        await cms.ImportAsAsync("blog", ("_posts/2020-01-01-mine.md", Original), ("_posts/2020-01-02-other.md", "---\ntags: [JavaScript, DOCKER]\n---\nOther\n"));

        (await ExportAsync(cms, "before")).ShouldBe(Original);
        await posts.RenameAsync("docker", "Docker Engine");
        await posts.MergeAsync("js", "javascript");
        await posts.DeleteAsync("news");

        const string Now = "---\ntitle: 'Mine' # theirs\ntags: [Docker Engine, JavaScript]\n---\n\nText.\n";
        (await ExportAsync(cms, "after")).ShouldBe(Now);
        (await cms.Client.GetStringAsync("/api/v1/posts/mine.md", TestContext.Current.CancellationToken)).ShouldBe(Now);
        (await posts.Writer.SendAsync("GET", "/api/v1/posts/mine.md?version=draft").ContinueWith(answer => answer.Result.Content.ReadAsStringAsync(), TaskScheduler.Default).Unwrap()).ShouldBe(Now);
    }

    [Fact]
    public async Task A_post_keeps_its_own_spelling_of_a_tag_until_that_is_renamed()
    {
        await using var cms = await new CmsFixture(postgres).StartedAsync();
        var posts = await TaggedPosts.OfAsync(cms);
        await cms.ImportAsAsync("blog", ("_posts/2020-01-01-mine.md", Original), ("_posts/2019-01-02-other.md", "---\ntags: [docker]\n---\nOther\n"));

        await posts.Writer.ChangeAsync("PATCH", "/api/v1/tags/docker", new { description = "D" });
        (await ExportAsync(cms, "described")).ShouldBe(Original);

        await posts.RenameAsync("docker", "dOCKER");
        (await ExportAsync(cms, "renamed")).ShouldBe(Original.Replace("Docker", "dOCKER", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<string> ExportAsync(CmsFixture cms, string name)
    {
        var target = Path.Combine(folder, name);
        await cms.Services.GetRequiredService<Exporter>().ExportAsync(new ExportRequest(target), progress: null, TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(target, "_posts", "2020-01-01-mine.md"), TestContext.Current.CancellationToken);
    }
}
