using System.Formats.Tar;
using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using static Cms.Tests.Imports.ImportClient;

namespace Cms.Tests.Imports;

/// <summary>What can be sent to be imported, and what comes of it.</summary>
public sealed class UploadTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_zip_comes_in_as_the_folder_that_was_packed_and_its_report_is_the_command_lines()
    {
        var client = await OfAsync(cms);
        var import = await client.ImportAsync(Zip(
            "zipped-blog.zip",
            ("_config.yml", "permalink: /zipped/:title/"),
            ("_posts/2021-03-04-one.md", "---\ntitle: One\n---\nText."),
            ("_posts/2021-03-05-broken.md", "---\ntitle: [\n---\nText."),
            ("_drafts/later.md", "Draft.")));

        import["status"]!.GetValue<string>().ShouldBe("succeeded");
        import["source"]!.GetValue<string>().ShouldBe("zipped-blog");
        import["by"]!.GetValue<string>().ShouldBe("write publish");
        import["error"].ShouldBeNull();
        import["startedAt"].ShouldNotBeNull();
        import["endedAt"].ShouldNotBeNull();
        var files = import["report"]!["files"]!.AsArray();
        import["progress"]!["done"]!.GetValue<int>().ShouldBe(files.Count);
        import["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(files.Count(file => $"{file!["status"]}" == "created"));
        var one = files.Single(file => $"{file!["file"]}" == "_posts/2021-03-04-one.md")!;
        one["post"]!["path"]!.GetValue<string>().ShouldBe("/zipped/one/");
        (await cms.GetJsonAsync("/api/v1/posts/by-path?path=/zipped/one/"))["origin"]!["source"]!.GetValue<string>().ShouldBe("zipped-blog");
        import["report"]!["counts"]!.AsObject().Select(count => count.Key)
            .ShouldBe(["created", "updated", "unchanged", "moved", "conflict", "ignored", "refused", "gone"]);
    }

    [Fact]
    public async Task Sent_again_it_changes_nothing_and_with_prune_what_has_gone_goes_to_the_trash()
    {
        var client = await OfAsync(cms);
        (string, string)[] files = [("_posts/2021-03-04-stays.md", "Stays."), ("_posts/2021-03-05-goes.md", "Goes.")];
        await client.ImportAsync(Zip("again.zip", files));

        var again = await client.ImportAsync(Zip("again.zip", files));
        var rehearsed = await client.ImportAsync(Zip("again.zip", files[0]), "?prune=true&dryRun=true");
        var pruned = await client.ImportAsync(Zip(null, files[0]), "?source=again&prune=true");

        again["report"]!["counts"]!["unchanged"]!.GetValue<int>().ShouldBe(2);
        rehearsed["dryRun"]!.GetValue<bool>().ShouldBeTrue();
        rehearsed["report"]!["counts"]!["gone"]!.GetValue<int>().ShouldBe(1);
        pruned["report"]!["counts"]!["gone"]!.GetValue<int>().ShouldBe(1);
        var gone = again["report"]!["files"]!.AsArray().Single(file => $"{file!["file"]}".EndsWith("goes.md", StringComparison.Ordinal))!["post"]!["id"];
        (await (await WritingClient.OfAsync(cms)).GetAsync($"/api/v1/posts/{gone}?version=draft"))["status"]!.GetValue<string>().ShouldBe("trashed");
    }

    [Fact]
    public async Task Files_of_a_form_are_posts_of_the_folders_that_their_names_say()
    {
        var client = await OfAsync(cms);
        var import = await client.ImportAsync(
            Form(("_posts/2022-01-02-form-one.md", Text("---\ntitle: Form one\n---\nOne.", "text/markdown")), ("_posts/2022-01-03-form-two.md", Text("Two.", "text/markdown"))),
            "?source=form&prefix=/from-form");

        import["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(2, import.ToJsonString());
        import["report"]!["files"]!.AsArray().Select(file => $"{file!["post"]!["path"]}").ShouldAllBe(path => path.StartsWith("/from-form/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_single_text_is_a_post_and_known_again_by_its_title()
    {
        var client = await OfAsync(cms);
        var first = await client.ImportAsync(Text("---\ntitle: Sent alone\n---\nFirst.", "text/markdown"), "?source=alone");
        var second = await client.ImportAsync(Text("---\ntitle: Sent alone\n---\nSecond.", "text/markdown; charset=utf-8"), "?source=alone");

        first["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(1);
        second["report"]!["counts"]!["updated"]!.GetValue<int>().ShouldBe(1);
        second["report"]!["files"]![0]!["file"]!.GetValue<string>().ShouldBe("sent-alone.md");
    }

    [Fact]
    public async Task A_tar_in_a_form_comes_in_too()
    {
        using var packed = new MemoryStream();
        await using (var tar = new TarWriter(packed, leaveOpen: true))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "_posts/2020-01-02-tarred.md") { DataStream = new MemoryStream("Tarred."u8.ToArray()) }, TestContext.Current.CancellationToken);
        }

        var import = await (await OfAsync(cms)).ImportAsync(Form(("tarred.tar", new ByteArrayContent(packed.ToArray()))));

        import["source"]!.GetValue<string>().ShouldBe("tarred");
        import["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_member_that_leads_out_is_refused_by_itself()
    {
        var import = await (await OfAsync(cms)).ImportAsync(Zip("slip.zip", ("../2021-03-04-x.md", "Bad."), ("_posts/2021-03-04-slip-good.md", "Good.")));

        import["status"]!.GetValue<string>().ShouldBe("succeeded");
        import["report"]!["files"]!.AsArray().Single(file => $"{file!["status"]}" == "refused")!["error"]!["code"]!.GetValue<string>().ShouldBe("unsafe-path");
        import["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task An_archive_that_is_damaged_fails_with_its_reason()
    {
        var bytes = await Zip(null, ("_posts/2021-03-04-x.md", "x")).ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var cut = new ByteArrayContent(bytes[..^10]) { Headers = { ContentType = new("application/zip") } };

        var import = await (await OfAsync(cms)).ImportAsync(cut, "?source=damaged");

        import["status"]!.GetValue<string>().ShouldBe("failed");
        import["error"]!["code"]!.GetValue<string>().ShouldBe("archive-refused");
        import["report"]!["files"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_another_blog_has_fails_and_says_what_to_do()
    {
        var client = await OfAsync(cms);
        await client.ImportAsync(Zip("same-name.zip", ("_posts/2021-03-04-first-blog.md", "First.")));

        var import = await client.ImportAsync(Zip("same-name.zip", ("_posts/2019-09-09-second-blog.md", "Second.")));

        import["error"]!["code"]!.GetValue<string>().ShouldBe("source-name-taken");
    }

    public static TheoryData<string, string, string, int, string> Bad { get; } = new()
    {
        { "", "application/json", "{}", 415, "unsupported-media-type" },
        { "", "application/zip", "no zip", 400, "invalid-body" },
        { "", "application/zip", "", 400, "invalid-body" },
        { "", "text/markdown", "", 400, "invalid-body" },
        { "", "multipart/form-data", "x", 400, "invalid-body" },
        { "", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\nblog\r\n--b--\r\n", 400, "invalid-body" },
        { "", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.md\"\r\n\r\ncut", 400, "invalid-body" },
        { "", "multipart/form-data; boundary=b", "--b--\r\n", 400, "invalid-body" },
        { "?from=wordpress", "text/markdown", "x", 400, "invalid-parameter" },
        { "?prefix=/a/../b", "text/markdown", "x", 400, "invalid-parameter" },
        { "?source=%20", "text/markdown", "x", 400, "invalid-parameter" },
        { $"?source={new string('x', 501)}", "text/markdown", "x", 400, "invalid-parameter" },
        { "?prune=true", "text/markdown", "x", 400, "invalid-parameter" },
        { "?colour=red", "text/markdown", "x", 400, "invalid-parameter" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_taken_is_refused_at_once(string query, string type, string body, int status, string code)
    {
        using var answer = await (await OfAsync(cms)).SendAsync(Text(body, type), query);

        ((int)answer.StatusCode).ShouldBe(status);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task Two_archives_or_two_files_of_one_name_are_refused()
    {
        var client = await OfAsync(cms);
        using var archives = await client.SendAsync(Form(("a.zip", Zip(null, ("a.md", "x"))), ("b.zip", Zip(null, ("b.md", "x")))));
        using var twice = await client.SendAsync(Form(("a.md", Text("x", "text/markdown")), ("a.md", Text("y", "text/markdown"))));

        archives.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        twice.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_upload_beyond_the_setting_is_refused_however_it_is_sent()
    {
        await using var node = await cms.StartAsync("--Cms:Import:MaxBytes=2000");
        using var http = node.Server.CreateClient();
        var client = new ImportClient(http, await cms.KeyAsync("admin"));
        var large = new string('x', 3000);

        using var whole = await client.SendAsync(Text(large, "text/markdown"));
        using var form = await client.SendAsync(Form(("a.md", Text(large, "text/markdown"))));
        using var fits = await client.SendAsync(Text(new string('x', 1000), "text/markdown"));

        (await CmsFixture.CodeOfAsync(whole)).ShouldBe("body-too-large");
        (await CmsFixture.CodeOfAsync(form)).ShouldBe("body-too-large");
        fits.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("write", "publish")]
    [InlineData("publish", "write")]
    [InlineData("preview", "write")]
    public async Task An_import_needs_write_and_publish(string scope, string missing)
    {
        using var answer = await (await OfAsync(cms, scope)).SendAsync(Text("x", "text/markdown"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await CmsFixture.ProblemOfAsync(answer))["detail"]!.GetValue<string>().ShouldContain($"'{missing}'");
    }

    [Fact]
    public async Task A_form_that_is_sent_again_with_its_key_is_one_import()
    {
        var client = await OfAsync(cms);
        var key = $"Idempotency-Key: {Guid.NewGuid()}";
        HttpContent Sent(string text = "Once.") => Form(("_posts/2022-05-06-once.md", Text(text, "text/markdown")));

        var first = await client.QueueAsync(Sent(), "?source=once", key);
        var second = await client.QueueAsync(Sent(), "?source=once", key);
        using var other = await client.SendAsync(Sent("Twice."), "?source=once", key);

        second.ShouldBe(first);
        (await CmsFixture.CodeOfAsync(other)).ShouldBe("idempotency-key-reused");
        await client.EndOfAsync(first);
    }

    [Fact]
    public async Task The_audit_names_who_sent_it_for_the_import_and_for_each_post()
    {
        var import = await (await OfAsync(cms)).ImportAsync(Zip("audited.zip", ("_posts/2021-03-04-audited-import.md", "x")));
        var admin = await WritingClient.OfAsync(cms);

        var sent = (await admin.GetAsync($"/api/v1/audit?kind=import&id={import["id"]}"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        var post = (await admin.GetAsync($"/api/v1/audit?kind=post&id={import["report"]!["files"]![0]!["post"]!["id"]}"))["items"]!.AsArray().ShouldHaveSingleItem()!;

        sent["by"]!.GetValue<string>().ShouldBe("write publish");
        (post["by"]!.GetValue<string>(), post["action"]!.GetValue<string>()).ShouldBe(("write publish", "imported"));
    }

    [Fact]
    public async Task A_purged_post_is_gone_from_the_reports_that_named_it()
    {
        var canary = $"canary{Guid.NewGuid():N}";
        var client = await OfAsync(cms);
        var import = await client.ImportAsync(Zip("purged.zip", ($"_posts/2021-03-04-{canary}.md", "x"), ("_posts/2021-03-04-other-one.md", "x")));
        import.ToJsonString().ShouldContain(canary);
        var admin = await WritingClient.OfAsync(cms);
        var post = new JsonObject { ["id"] = $"{import["report"]!["files"]!.AsArray().Single(file => $"{file!["file"]}".Contains(canary, StringComparison.Ordinal))!["post"]!["id"]}" };
        await admin.TrashAsync(post);

        using var purged = await admin.SendAsync("DELETE", $"{WritingClient.AddressOf(post)}?purge=true", body: null, "If-Match: *");

        purged.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var report = await client.GetAsync($"/api/v1/imports/{import["id"]}");
        report.ToJsonString().ShouldNotContain(canary);
        report["report"]!["files"]!.AsArray().ShouldHaveSingleItem();
    }
}
