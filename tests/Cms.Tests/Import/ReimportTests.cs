using Cms.Content.Import;
using Cms.Content.Sources;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Cms.Content.Import.ImportedFileStatus;

namespace Cms.Tests.Import;

/// <summary>What a second import does to what the first one left.</summary>
public sealed class ReimportTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static readonly ImportRequest Plain = new("");
    private static readonly ImportRequest Prune = new("") { Prune = true };
    private static readonly ImportRequest DryRun = new("") { DryRun = true };

    [Fact]
    public async Task A_second_import_of_all_kinds_of_files_says_of_each_that_it_is_unchanged()
    {
        (string, string)[] files =
        [
            ("_config.yml", "permalink: /various/:title/\ndefaults:\n  - values: { tags: [d] }\n"),
            ("_posts/2020-01-01-plain.md", "Text"),
            ("_posts/2020-01-02-crlf.md", "---\r\ntitle: C\r\n---\r\nText\r\n"),
            ("_posts/2020-01-03-nul.md", "---\ntitle: N\n---\nA\0B"),
            ("_posts/2020-01-04-same.md", "---\npermalink: /various/same/\n---\n"),
            ("_posts/2020-01-05-same-again.md", "---\npermalink: /various/same/\n---\n"),
            ("_posts/2020-01-06-empty.md", ""),
            ("_posts/deep/er/2020-01-07-Ünicode.markdown", "---\ntitle: 日本\ntags: [C#, 'C++']\n---\n{% raw %}{{ x }}{% endraw %}"),
            ("_posts/2999-01-08-future.md", "Later"),
            ("_posts/2020-01-09-hidden.md", "---\npublished: false\n---\n"),
            ("_drafts/someday.md", "---\ntitle: S\n---\n"),
        ];
        (await cms.ImportAsAsync("various", files)).Files.ShouldAllBe(file => file.Status == Created);

        var again = await cms.ImportAsAsync("various", files);

        again.Files.Count.ShouldBe(files.Length - 1);
        again.Files.ShouldAllBe(file => file.Status == Unchanged && file.PostId != null);
    }

    [Fact]
    public async Task A_renamed_file_of_the_same_text_is_the_same_post_at_its_new_address_and_found_at_the_old()
    {
        var before = await cms.ImportAsAsync("renamed", ("_posts/2020-02-01-before.md", "The very same."), ("_posts/2020-02-02-other.md", "Other."));
        var after = await cms.ImportAsAsync("renamed", ("_posts/2020-02-03-after.md", "The very same."), ("_posts/2020-02-02-other.md", "Other."));

        var moved = after.Files.Single(file => file.Status == Moved);
        (moved.File, moved.PostId, moved.Path).ShouldBe(("_posts/2020-02-03-after.md", before.Files[0].PostId, "/2020/02/03/after.html"));
        after.Count(Gone).ShouldBe(0);
        using var old = await cms.GetAsync("/api/v1/posts/by-path?path=/2020/02/01/before.html");
        ((int)old.StatusCode).ShouldBe(301);
    }

    [Fact]
    public async Task A_file_that_moves_stays_its_post_also_where_that_had_to_give_way_to_another()
    {
        await cms.ImportAsAsync("way-first", ("_posts/2020-02-04-way.md", "First"));
        var before = await cms.ImportAsAsync("way-second", ("_posts/2020-02-04-way.md", "Second"), ("_posts/2020-02-05-stays.md", "Stays"));
        before.Files[0].Path.ShouldBe("/2020/02/04/way-2.html");

        var after = await cms.ImportAsAsync("way-second", ("_posts/below/2020-02-04-way.md", "Second, edited"), ("_posts/2020-02-05-stays.md", "Stays"));

        var moved = after.Files.Single(file => file.File == "_posts/below/2020-02-04-way.md");
        (moved.Status, moved.PostId, moved.Path).ShouldBe((Moved, before.Files[0].PostId, "/2020/02/04/way-2.html"));
    }

    [Fact]
    public async Task A_new_post_is_not_taken_for_one_that_has_gone_and_ends_with_a_number()
    {
        var before = await cms.ImportAsAsync("chapters", ("_posts/2020-02-06-chapter-2.md", "Two"), ("_posts/2020-02-06-rest.md", "Rest"));
        var after = await cms.ImportAsAsync("chapters", ("_posts/2020-02-06-chapter.md", "All"), ("_posts/2020-02-06-rest.md", "Rest"));

        after.Files.Select(file => file.Status).ShouldBe([Created, Unchanged, Gone]);
        after.Files[0].PostId.ShouldNotBe(before.Files[0].PostId);
    }

    [Fact]
    public async Task A_blog_whose_files_are_all_called_otherwise_is_the_same_blog_while_its_addresses_are()
    {
        await cms.ImportAsAsync("restructured", ("_posts/2020-03-01-a.md", "A"), ("_posts/2020-03-02-b.md", "B"));
        var report = await cms.ImportAsAsync("restructured", ("_posts/2020/2020-03-01-a.md", "A, edited"), ("_posts/2020/2020-03-02-b.md", "B, edited"));

        report.Files.Select(file => file.Status).ShouldBe([Moved, Moved]);
    }

    [Fact]
    public async Task Without_prune_a_post_stays_whose_file_has_gone_and_with_it_the_post_goes_to_the_trash()
    {
        (string, string) stays = ("_posts/2020-04-01-stays-here.md", "Stays");
        await cms.ImportAsAsync("prune", stays, ("_posts/2020-04-02-goes.md", "Goes"));

        (await cms.ImportAsAsync("prune", stays)).Files.Single(file => file.Status == Gone).Warnings.ShouldBeEmpty();
        await cms.GetJsonAsync("/api/v1/posts/goes");

        var pruned = (await cms.ImportAsAsync("prune", Prune, stays)).Files.Single(file => file.Status == Gone);
        pruned.Warnings.ShouldHaveSingleItem().Code.ShouldBe("trashed");
        using var answer = await cms.GetAsync("/api/v1/posts/goes");
        ((int)answer.StatusCode).ShouldBe(404);
        (await cms.ImportAsAsync("prune", Prune, stays)).Files.ShouldHaveSingleItem().Status.ShouldBe(Unchanged);
    }

    [Fact]
    public async Task A_file_that_comes_back_brings_its_pruned_post_back()
    {
        (string, string) stays = ("_posts/2020-04-03-stays-too.md", "Stays");
        (string, string) returns = ("_posts/2020-04-04-returns.md", "Returns");
        var first = await cms.ImportAsAsync("returns", stays, returns);
        await cms.ImportAsAsync("returns", Prune, stays);

        var report = await cms.ImportAsAsync("returns", stays, returns);

        report.Files.Select(file => (file.PostId, file.Status)).ShouldBe([(first.Files[0].PostId, Unchanged), (first.Files[1].PostId, Updated)]);
        await cms.GetJsonAsync("/api/v1/posts/returns");
    }

    [Fact]
    public async Task A_file_that_the_configuration_excludes_now_has_gone()
    {
        await cms.ImportAsAsync("excluded", ("_posts/2020-04-05-in.md", "In"), ("_posts/2020-04-06-out.md", "Out"));
        var report = await cms.ImportAsAsync("excluded", ("_config.yml", "exclude: [_posts/2020-04-06-out.md]"), ("_posts/2020-04-05-in.md", "In"), ("_posts/2020-04-06-out.md", "Out"));

        report.Files.Single(file => file.File == "_posts/2020-04-06-out.md").Status.ShouldBe(Gone);
    }

    [Fact]
    public async Task Another_permalink_in_the_configuration_moves_the_posts_and_their_old_addresses_lead_to_them()
    {
        await cms.ImportAsAsync("permalinks", ("_posts/2020-05-01-settled.md", "Text"));
        var report = await cms.ImportAsAsync("permalinks", ("_config.yml", "permalink: /essays/:title/"), ("_posts/2020-05-01-settled.md", "Text"));

        (report.Files[0].Status, report.Files[0].Path).ShouldBe((Updated, "/essays/settled/"));
        using var old = await cms.GetAsync("/api/v1/posts/by-path?path=/2020/05/01/settled.html");
        ((int)old.StatusCode).ShouldBe(301);
    }

    [Fact]
    public async Task A_date_to_come_makes_a_scheduled_post_that_readers_do_not_see()
    {
        var report = await cms.ImportAsAsync("scheduled", ("_posts/2999-01-01-later.md", "Later"));

        report.Files.ShouldHaveSingleItem().Status.ShouldBe(Created);
        using var answer = await cms.GetAsync("/api/v1/posts/later");
        ((int)answer.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task A_dry_run_reports_all_and_writes_nothing()
    {
        (string, string)[] files = [("_posts/2020-06-01-dry.md", "Dry"), ("_posts/2020-06-02-broken.md", "---\npermalink: /:nonsense/\n---\n"), ("_posts/2020-06-04-remains.md", "Remains")];
        var dry = await cms.ImportAsAsync("dry", DryRun, files);

        dry.Files.Select(file => file.Status).ShouldBe([Created, Refused, Created]);
        (await cms.Services.GetRequiredService<SourceWriter>().FindAsync("dry", TestContext.Current.CancellationToken)).ShouldBeNull();
        (await cms.ImportAsAsync("dry", files)).Files.Select(file => file.Status).ShouldBe([Created, Refused, Created]);

        var then = await cms.ImportAsAsync("dry", DryRun with { Prune = true }, ("_posts/2020-06-03-new.md", "New"), ("_posts/2020-06-02-broken.md", "Mended"), files[2]);
        then.Files.Select(file => (file.File, file.Status)).ShouldBe([("_posts/2020-06-02-broken.md", Created), ("_posts/2020-06-03-new.md", Created), ("_posts/2020-06-04-remains.md", Unchanged), ("_posts/2020-06-01-dry.md", Gone)]);
        await cms.GetJsonAsync("/api/v1/posts/dry");
    }

    [Fact]
    public async Task A_dry_run_tells_of_paths_that_its_own_posts_would_take_from_each_other()
    {
        var files = Enumerable.Range(0, 600).Select(number => ($"_posts/2020-06-04-taken-{number:D3}.md", "---\npermalink: /taken-dry/\n---\n")).ToArray();

        var dry = await cms.ImportAsAsync("dry-paths", DryRun, files);
        var real = await cms.ImportAsAsync("dry-paths", files);

        dry.Files.Select(file => file.Path).ShouldBe(real.Files.Select(file => file.Path));
        real.Files[^1].Path.ShouldBe("/taken-dry-600/");
    }

    [Fact]
    public async Task A_post_that_was_trashed_in_the_store_stays_so_until_it_is_forced()
    {
        await cms.ImportAsAsync("trashed", ("_posts/2020-07-01-thrown-away.md", "Text"));
        await TrashAsync("trashed");

        var unchanged = await cms.ImportAsAsync("trashed", ("_posts/2020-07-01-thrown-away.md", "Text"));
        var changed = await cms.ImportAsAsync("trashed", ("_posts/2020-07-01-thrown-away.md", "Changed"));

        foreach (var report in new[] { unchanged, changed })
        {
            report.Files.ShouldHaveSingleItem().Status.ShouldBe(Conflict);
            report.Files[0].Warnings.ShouldHaveSingleItem().Message.ShouldContain("--force");
        }

        (await cms.ImportAsAsync("trashed", Plain with { Force = true }, ("_posts/2020-07-01-thrown-away.md", "Changed"))).Files[0].Status.ShouldBe(Updated);
        await cms.GetJsonAsync("/api/v1/posts/thrown-away");
    }

    [Fact]
    public async Task Single_files_say_nothing_of_those_that_are_not_named()
    {
        await cms.ImportAsAsync("single", ("_posts/2020-08-01-one.md", "One"), ("_posts/2020-08-02-two.md", "Two"));
        var folder = await cms.WriteFilesAsync("single", ("_posts/2020-08-01-one.md", "One, edited"), ("_posts/2020-08-02-two.md", "Two"));

        var report = await cms.Services.GetRequiredService<Importer>().ImportAsync(
            new ImportRequest(Path.Combine(folder, "_posts", "2020-08-01-one.md")) { Source = "single" }, progress: null, TestContext.Current.CancellationToken);

        report.Files.Select(file => (file.File, file.Status)).ShouldBe([("_posts/2020-08-01-one.md", Updated)]);
    }

    [Fact]
    public async Task A_part_of_a_blog_does_not_prune()
    {
        await cms.ImportAsAsync("part", ("_posts/2020-08-03-part.md", "Part"));
        var folder = await cms.WriteFilesAsync("part", ("_posts/2020-08-03-part.md", "Part"));

        var refused = await Should.ThrowAsync<ImportException>(() => cms.Services.GetRequiredService<Importer>().ImportAsync(
            new ImportRequest(Path.Combine(folder, "_posts", "2020-08-03-part.md")) { Prune = true }, progress: null, TestContext.Current.CancellationToken));
        refused.Message.ShouldContain("own folder");
    }

    private async Task TrashAsync(string source)
    {
        var found = await cms.Services.GetRequiredService<SourceWriter>().FindAsync(source, TestContext.Current.CancellationToken);
        await cms.Services.GetRequiredService<Cms.Content.Posts.PostImportWriter>().TrashUntouchedAsync(found!.Id, Cms.Content.Access.Actor.Program, TestContext.Current.CancellationToken);
    }
}
