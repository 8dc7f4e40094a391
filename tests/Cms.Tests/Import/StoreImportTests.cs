using System.Diagnostics;
using Cms.Content;
using Cms.Content.Import;
using Cms.Tests.Hosting;

namespace Cms.Tests.Import;

public sealed class StoreImportTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_second_run_changes_nothing_and_says_so()
    {
        (string, string)[] files = [("_posts/2020-01-01-a.md", "A"), ("_posts/2020-01-02-b.md", "---\ntags: [x]\n---\nB")];
        (await cms.ImportAsAsync("again", files)).Files.ShouldAllBe(file => file.Status == ImportedFileStatus.Created);

        (await cms.ImportAsAsync("again", files)).Files.ShouldAllBe(file => file.Status == ImportedFileStatus.Unchanged);
    }

    [Fact]
    public async Task A_changed_file_changes_its_post_and_no_other()
    {
        await cms.ImportAsAsync("change", ("_posts/2020-01-01-c.md", "Old"), ("_posts/2020-01-02-d.md", "D"));
        var report = await cms.ImportAsAsync("change", ("_posts/2020-01-01-c.md", "New"), ("_posts/2020-01-02-d.md", "D"));

        report.Files.Select(file => file.Status).ShouldBe([ImportedFileStatus.Updated, ImportedFileStatus.Unchanged]);
        (await cms.GetJsonAsync("/api/v1/posts/c"))["body"]!["content"]!.GetValue<string>().ShouldBe("New");
        (await cms.GetJsonAsync("/api/v1/posts/c"))["revision"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_becomes_a_draft_is_taken_from_readers_with_its_tags()
    {
        await cms.ImportAsAsync("withdraw", ("_posts/2020-01-01-e.md", "---\ntags: [only-there]\n---\n"));
        await cms.ImportAsAsync("withdraw", ("_posts/2020-01-01-e.md", "---\ntags: [only-there]\npublished: false\n---\n"));

        using var post = await cms.GetAsync("/api/v1/posts/e");
        using var tag = await cms.GetAsync("/api/v1/tags/only-there");
        ((int)post.StatusCode).ShouldBe(404);
        ((int)tag.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task A_path_that_another_post_has_gets_a_number_and_a_warning()
    {
        await cms.ImportAsAsync("first", ("_posts/2020-03-01-same.md", "First"));
        var report = await cms.ImportAsAsync("second", ("_posts/2020-03-01-same.md", "Second"));

        report.Files.ShouldHaveSingleItem().Path.ShouldBe("/2020/03/01/same-2.html");
        report.Files[0].Warnings.ShouldNotBeEmpty();
        (await cms.GetJsonAsync("/api/v1/posts/by-path?path=/2020/03/01/same.html"))["body"]!["content"]!.GetValue<string>().ShouldBe("First");
        (await cms.ImportAsAsync("second", ("_posts/2020-03-01-same.md", "Second, changed"))).Files.ShouldHaveSingleItem().Path.ShouldBe("/2020/03/01/same-2.html");
    }

    [Fact]
    public async Task Posts_that_all_want_one_path_are_numbered_without_asking_for_each_number()
    {
        const int Count = 300;
        var files = Enumerable.Range(0, Count).Select(number => ($"_posts/2020-03-02-crowd-{number:D3}.md", "---\npermalink: /crowd/\n---\n")).ToArray();
        using var statements = new StatementCount(cms.ConnectionString);
        ImportReport? report = null;
        int asked;
        using (new Activity("import").Start())
        {
            asked = await statements.OfAsync(async () => report = await cms.ImportAsAsync("crowd", files));
        }

        report!.Files.Select(file => file.Path).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(1, Count).Select(number => number == 1 ? "/crowd/" : $"/crowd-{number}/").Order(StringComparer.Ordinal));
        asked.ShouldBeInRange(1, 200);
    }

    [Fact]
    public async Task A_file_that_moved_stays_the_same_post()
    {
        var before = await cms.ImportAsAsync("move", ("_posts/2020-04-01-m.md", "M"), ("_posts/2020-04-02-n.md", "N"));
        var after = await cms.ImportAsAsync("move", ("_posts/deeper/2020-04-01-m.md", "M"), ("_posts/2020-04-02-n.md", "N"));

        var moved = after.Files.Single(file => file.File == "_posts/deeper/2020-04-01-m.md");
        moved.Status.ShouldBe(ImportedFileStatus.Moved);
        moved.PostId.ShouldBe(before.Files.Single(file => file.File == "_posts/2020-04-01-m.md").PostId);
    }

    [Fact]
    public async Task A_file_that_has_gone_is_reported_and_its_post_stays()
    {
        await cms.ImportAsAsync("gone", ("_posts/2020-05-01-o.md", "O"), ("_posts/2020-05-02-p.md", "P"));
        var report = await cms.ImportAsAsync("gone", ("_posts/2020-05-01-o.md", "O"));

        report.Files.Single(file => file.File == "_posts/2020-05-02-p.md").Status.ShouldBe(ImportedFileStatus.Gone);
        await cms.GetJsonAsync("/api/v1/posts/p");
    }

    [Fact]
    public async Task A_second_folder_of_a_name_is_refused_and_told_of_the_option()
    {
        await cms.ImportAsAsync("name", ("_posts/2020-06-01-q.md", "Q"));
        var refused = await Should.ThrowAsync<ContentException>(() => cms.ImportAsAsync("name", ("_posts/2020-06-02-r.md", "R")));

        refused.Message.ShouldContain("--source");
        using var post = await cms.GetAsync("/api/v1/posts/r");
        ((int)post.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task One_file_that_the_store_cannot_take_stops_no_other()
    {
        var endless = new string('x', 5000);
        var report = await cms.ImportAsAsync(
            "refused",
            ("_posts/2020-07-01-good.md", "Good"),
            ("_posts/2020-07-02-bad.md", $"---\npermalink: /{endless}\ntags: [\"{endless}\"]\n---\n"),
            ("_posts/2020-07-03-fine.md", "Fine"));

        report.Files.Select(file => file.Status).ShouldBe([ImportedFileStatus.Created, ImportedFileStatus.Refused, ImportedFileStatus.Created]);
        report.Files[1].Error!.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_post_that_moves_is_still_found_where_it_was()
    {
        await cms.ImportAsAsync("former", ("_posts/2020-08-01-s.md", "---\npermalink: /old-place/\n---\n"));
        await cms.ImportAsAsync("former", ("_posts/2020-08-01-s.md", "---\npermalink: /new-place/\n---\n"));

        using var answer = await cms.GetAsync("/api/v1/posts/by-path?path=/old-place/");
        ((int)answer.StatusCode).ShouldBe(301);
        Uri.UnescapeDataString(answer.Headers.Location!.ToString()).ShouldEndWith("path=/new-place/");
    }

    [Fact]
    public async Task A_path_that_one_post_leaves_can_be_taken_by_another_of_the_same_import()
    {
        await cms.ImportAsAsync("leave", ("_posts/2020-09-02-t.md", "---\npermalink: /wanted/\n---\n"));
        var report = await cms.ImportAsAsync(
            "leave",
            ("_posts/2020-09-01-new.md", "---\npermalink: /wanted/\n---\n"),
            ("_posts/2020-09-02-t.md", "---\npermalink: /elsewhere/\n---\n"));

        report.Files.Select(file => file.Path).ShouldBe(["/wanted/", "/elsewhere/"]);
    }

    [Fact]
    public async Task An_address_that_stands_for_an_author_is_not_shown()
    {
        await cms.ImportAsAsync("address", ("_posts/2020-10-01-u.md", "---\nauthor: jane@example.org\n---\nText."));

        foreach (var form in new[] { "u", "u.md", "u.html", "u.txt" })
        {
            using var answer = await cms.GetAsync($"/api/v1/posts/{form}");
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("jane@", customMessage: form);
        }

        (await cms.GetJsonAsync("/api/v1/posts/u"))["authors"]![0]!["name"]!.GetValue<string>().ShouldBe("jane");
    }
}
