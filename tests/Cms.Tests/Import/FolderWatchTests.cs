using System.Net;
using Cms.Content.Import;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cms.Tests.Import;

/// <summary>A folder that is followed while it changes. Waits on what happens, never on the clock.</summary>
public sealed class FolderWatchTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_save_is_served_and_told_of_by_itself()
    {
        await using var watch = await StartAsync("save", ("_posts/2020-01-01-save.md", "Old"), ("_posts/2020-01-02-stays.md", "Stays"));
        watch.First.Files.Count.ShouldBe(2);

        await watch.WriteAsync("_posts/2020-01-01-save.md", "New");

        (await watch.NextAsync()).ShouldBe(["Updated _posts/2020-01-01-save.md"]);
        (await cms.GetJsonAsync("/api/v1/posts/save"))["body"]!["content"]!.GetValue<string>().ShouldBe("New");
    }

    [Fact]
    public async Task A_save_by_renaming_leaves_one_change_and_passing_files_none()
    {
        await using var watch = await StartAsync("editor", ("_posts/2020-02-01-edited.md", "Old"));

        // As vim saves: a swap file, a file to try whether it may write, the old text aside, the new one under the name.
        foreach (var passing in new[] { ".2020-02-01-edited.md.swp", "4913", ".#2020-02-01-edited.md", "#2020-02-01-edited.md#" })
        {
            await watch.WriteAsync($"_posts/{passing}", "x");
        }

        watch.Move("_posts/2020-02-01-edited.md", "_posts/2020-02-01-edited.md~");
        await watch.WriteAsync("_posts/new.tmp", "New");
        watch.Move("_posts/new.tmp", "_posts/2020-02-01-edited.md");

        (await watch.NextAsync()).ShouldBe(["Updated _posts/2020-02-01-edited.md"]);
    }

    [Fact]
    public async Task A_folder_that_is_moved_in_brings_its_files()
    {
        await using var watch = await StartAsync("moved-in", ("_posts/2020-03-01-first.md", "First"), ("elsewhere/2020-03-02-second.md", "Second"), ("elsewhere/deep/2020-03-03-third.md", "Third"));

        watch.MoveFolder("elsewhere", "_posts/more");

        (await watch.NextAsync()).ShouldBe(["Created _posts/more/2020-03-02-second.md", "Created _posts/more/deep/2020-03-03-third.md"]);
        await watch.WriteAsync("_posts/more/deep/2020-03-03-third.md", "Third, edited");
        (await watch.NextAsync()).ShouldBe(["Updated _posts/more/deep/2020-03-03-third.md"]);
    }

    [Fact]
    public async Task A_deleted_file_is_told_of_once_and_its_post_stays()
    {
        await using var watch = await StartAsync("deleted", ("_posts/2020-04-01-kept.md", "Kept"), ("_posts/2020-04-02-deleted.md", "Deleted"));

        watch.Delete("_posts/2020-04-02-deleted.md");
        (await watch.NextAsync()).ShouldBe(["Gone _posts/2020-04-02-deleted.md"]);
        await watch.WriteAsync("_posts/2020-04-01-kept.md", "Kept, edited");
        (await watch.NextAsync()).ShouldBe(["Updated _posts/2020-04-01-kept.md"]);

        await cms.GetJsonAsync("/api/v1/posts/deleted");
    }

    [Fact]
    public async Task With_prune_a_deleted_file_takes_its_post_along()
    {
        await using var watch = await StartAsync("pruned", new ImportRequest("") { Prune = true }, ("_posts/2020-05-01-here.md", "Here"), ("_posts/2020-05-02-away.md", "Away"));

        watch.Delete("_posts/2020-05-02-away.md");

        (await watch.NextAsync()).ShouldBe(["Gone _posts/2020-05-02-away.md"]);
        using var answer = await cms.GetAsync("/api/v1/posts/away");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_change_of_the_configuration_reads_all_again_and_a_broken_one_is_told_of_and_waited_out()
    {
        await using var watch = await StartAsync("configuration", ("_config.yml", "title: T"), ("_posts/2020-06-01-configured.md", "Text"));

        await watch.WriteAsync("_config.yml", "permalink: /:nonsense/");
        (await watch.NextProblemAsync()).ShouldContain(":nonsense");

        await watch.WriteAsync("_config.yml", "permalink: /followed/:title/");
        (await watch.NextAsync()).ShouldBe(["Updated _posts/2020-06-01-configured.md"]);
        await cms.GetJsonAsync("/api/v1/posts/by-path?path=/followed/configured/");
    }

    [Theory]
    [InlineData("_posts/.x.md.swp", true)]
    [InlineData("_posts/x.md~", true)]
    [InlineData("_posts/4913", true)]
    [InlineData(".git/index", true)]
    [InlineData("_posts/x.md", false)]
    [InlineData("_config.yml", false)]
    [InlineData("_posts/c#.md", false)]
    public void Names_of_a_moment_are_told_from_those_of_files(string path, bool isPassing) =>
        FolderChanges.IsPassing(path.Replace('/', Path.DirectorySeparatorChar)).ShouldBe(isPassing);

    private Task<Watch> StartAsync(string source, params (string File, string Text)[] files) => StartAsync(source, new ImportRequest(""), files);

    private async Task<Watch> StartAsync(string source, ImportRequest options, params (string File, string Text)[] files)
    {
        var folder = await cms.WriteFilesAsync(source, files);
        return await Watch.StartAsync(cms.Services.GetRequiredService<FolderWatch>(), options with { Path = folder });
    }

    private sealed class Watch : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

        private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        private readonly IAsyncEnumerator<WatchedChange> changes;
        private readonly string folder;

        private Watch(FolderWatch watch, ImportRequest request)
        {
            // A change that nobody tells of fails the test instead of holding it.
            stop.CancelAfter(Patience);
            changes = watch.FollowAsync(request, progress: null, stop.Token).GetAsyncEnumerator(stop.Token);
            folder = request.Path;
        }

        public ImportReport First { get; private set; } = null!;

        public static async Task<Watch> StartAsync(FolderWatch watch, ImportRequest request)
        {
            var started = new Watch(watch, request);
            (await started.changes.MoveNextAsync()).ShouldBeTrue();
            started.First = started.changes.Current.Report.ShouldNotBeNull();
            return started;
        }

        public Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(folder, file), text, stop.Token);

        public void Delete(string file) => File.Delete(Path.Combine(folder, file));

        public void Move(string from, string to) => File.Move(Path.Combine(folder, from), Path.Combine(folder, to), overwrite: true);

        public void MoveFolder(string from, string to) => Directory.Move(Path.Combine(folder, from), Path.Combine(folder, to));

        /// <summary>What is told of next, as status and file.</summary>
        public async Task<IEnumerable<string>> NextAsync()
        {
            (await changes.MoveNextAsync()).ShouldBeTrue();
            changes.Current.Problem.ShouldBeNull();
            return changes.Current.Report!.Files.Select(file => $"{file.Status} {file.File}");
        }

        public async Task<string> NextProblemAsync()
        {
            (await changes.MoveNextAsync()).ShouldBeTrue();
            return changes.Current.Problem.ShouldNotBeNull();
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await changes.DisposeAsync();
            stop.Dispose();
        }
    }
}
