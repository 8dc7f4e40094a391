using System.Net;
using Cms.Tests.Hosting;

namespace Cms.Tests.Rest;

public sealed class SinglePostTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string Everything =
        """
        ---
        layout: post
        title: "Docker 1.0 steht bereit"
        date: 2014-06-09 00:00:00 +0200
        modified: 2014-06-09T20:00:22+02:00
        category: provision
        tags: [docker, Größe]
        keywords: [docker, docker registry]
        links:
          - docker: http://docker.io
          - hub: https://hub.docker.com/
        ---
        Das *Wichtigste* zuerst.

        ## Größe

        Mehr davon.

        """;

    [Fact]
    public async Task An_address_that_runs_something_is_kept_from_readers()
    {
        await cms.ImportAsync(("_posts/2024-01-01-runs.md", "---\ntitle: Runs\nlinks:\n  - x: javascript:alert(1)\n  - y: https://example.org\ncanonical_url: ' JavaScript:alert(1)'\nimage: data:text/html,x\nauthor: { name: A Name, url: 'javascript:alert(2)' }\n---\nText"));

        var post = await cms.GetJsonAsync("/api/v1/posts/runs");

        post["links"]!.ToJsonString().ShouldBe("""[{"name":"x","url":null},{"name":"y","url":"https://example.org"}]""");
        post["canonicalUrl"].ShouldBeNull();
        post["image"].ShouldBeNull();
        post["authors"]![0]!["url"].ShouldBeNull();
    }

    [Fact]
    public async Task A_post_names_all_that_it_holds()
    {
        await cms.ImportAsync(("_posts/2014-06-09-Everything-1.0.md", Everything));

        var post = await cms.GetJsonAsync("/api/v1/posts/everything-1-0");

        post["title"]!.GetValue<string>().ShouldBe("Docker 1.0 steht bereit");
        post["status"]!.GetValue<string>().ShouldBe("published");
        post["path"]!.GetValue<string>().ShouldBe("/provision/2014/06/08/Everything-1.0.html");
        post["category"]!.GetValue<string>().ShouldBe("provision");
        post["tags"]!.ToJsonString().ShouldBe("""[{"slug":"docker","name":"docker"},{"slug":"gr\u00F6\u00DFe","name":"Gr\u00F6\u00DFe"}]""");
        post["keywords"]!.ToJsonString().ShouldBe("""["docker","docker registry"]""");
        post["links"]!.ToJsonString().ShouldBe("""[{"name":"docker","url":"http://docker.io"},{"name":"hub","url":"https://hub.docker.com/"}]""");
        post["modifiedAt"]!.GetValue<string>().ShouldBe("2014-06-09T18:00:22Z");
        post["publishedAt"]!.GetValue<string>().ShouldBe("2014-06-08T22:00:00Z");
        post["fields"]!.ToJsonString().ShouldBe("""{"layout":"post"}""");
        post["body"]!["format"]!.GetValue<string>().ShouldBe("markdown");
        post["url"].ShouldBeNull();
    }

    [Fact]
    public async Task Ending_and_accept_header_choose_the_same_forms()
    {
        await cms.ImportAsync(("_posts/2024-01-01-forms.md", "---\ntitle: Forms\n---\nA *b*.\n"));

        foreach (var (ending, type, content) in ((string, string, string)[])
            [
                (".html", "text/html", "<p>A <em>b</em>.</p>\n"),
                (".md", "text/markdown", "---\ntitle: Forms\n---\nA *b*.\n"),
                (".txt", "text/plain", "A b."),
            ])
        {
            using var byEnding = await cms.GetAsync($"/api/v1/posts/forms{ending}");
            using var byHeader = await cms.GetAsync("/api/v1/posts/forms", $"Accept: {type}");

            byEnding.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            byHeader.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            (await byEnding.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(content);
            (await byHeader.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(content);
            byHeader.Headers.ETag.ShouldBe(byEnding.Headers.ETag);
        }
    }

    [Fact]
    public async Task A_form_that_there_is_not_is_refused()
    {
        await cms.ImportAsync(("_posts/2024-01-02-no-pdf.md", "---\ntitle: T\n---\nText\n"));

        using var answer = await cms.GetAsync("/api/v1/posts/no-pdf", "Accept: application/pdf");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("not-acceptable");
    }

    [Fact]
    public async Task Another_spelling_is_redirected_with_ending_and_query()
    {
        await cms.ImportAsync(("_posts/2024-01-03-Spelling-2.0-ist-da.md", "---\ntitle: T\nlang: de\n---\nText\n"));

        using var answer = await cms.GetAsync("/api/v1/posts/Spelling-2.0-ist-da.html?language=de");

        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Headers.Location!.OriginalString.ShouldBe("/api/v1/posts/spelling-2-0-ist-da.html?language=de");
    }

    [Fact]
    public async Task Of_one_slug_the_newest_is_answered_and_the_others_are_named()
    {
        await cms.ImportAsync(
            ("_posts/2024-01-01-weekly.md", "---\ntitle: Old\nlang: de\n---\nText\n"),
            ("_posts/2024-01-08-weekly.md", "---\ntitle: New\nlang: en\n---\nText\n"));

        using var answer = await cms.GetAsync("/api/v1/posts/weekly");
        var old = await cms.GetJsonAsync("/api/v1/posts/weekly?language=de");

        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"title\":\"New\"");
        old["title"]!.GetValue<string>().ShouldBe("Old");
        answer.Headers.GetValues("Link").ShouldHaveSingleItem().ShouldBe($"</api/v1/posts/{old["id"]}>; rel=\"alternate\"; hreflang=\"de\"");
        (await cms.GetJsonAsync($"/api/v1/posts/{old["id"]}"))["title"]!.GetValue<string>().ShouldBe("Old");
    }

    [Fact]
    public async Task A_post_is_found_by_its_path_and_by_the_path_that_it_had()
    {
        await cms.ImportAsync(("_posts/2024-01-04-moved.md", "---\ntitle: Moved\nredirect_from: /old/place/\n---\nText\n"));

        (await cms.GetJsonAsync("/api/v1/posts/by-path?path=/2024/01/04/moved.html"))["title"]!.GetValue<string>().ShouldBe("Moved");
        using var old = await cms.GetAsync("/api/v1/posts/by-path?path=/old/place/&body=none");
        old.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        old.Headers.Location!.OriginalString.ShouldBe("/api/v1/posts/by-path?body=none&path=%2F2024%2F01%2F04%2Fmoved.html");
    }

    [Fact]
    public async Task The_markdown_form_is_the_file_byte_for_byte()
    {
        const string windows = "\uFEFF---\r\ntitle:   Kept   # as it is\r\n---\r\n\r\nText\r\n";
        await cms.ImportAsync(("_posts/2024-01-05-bytes.md", windows));

        (await cms.Client.GetByteArrayAsync("/api/v1/posts/bytes.md", TestContext.Current.CancellationToken)).ShouldBe(System.Text.Encoding.UTF8.GetBytes(windows));
    }

    [Fact]
    public async Task An_email_in_front_matter_reaches_no_reader_in_any_form()
    {
        await cms.ImportAsync((
            "_posts/2024-01-06-private.md",
            "---\ntitle: T\nemail: a@secret.example\nteam:\n  - name: B\n    contactEmail: b@secret.example\nmood: good\n---\nText\n"));

        foreach (var address in (string[])["private", "private.json", "private.md", "private.html", "private.txt"])
        {
            var text = await cms.Client.GetStringAsync($"/api/v1/posts/{address}", TestContext.Current.CancellationToken);
            text.ShouldNotContain("secret.example");
        }

        (await cms.GetJsonAsync("/api/v1/posts/private"))["fields"]!.ToJsonString().ShouldBe("""{"team":[{"name":"B"}],"mood":"good"}""");
    }

    [Theory]
    [InlineData("author: Jane <jane@secret.example>", "author: Jane\n")]
    [InlineData("author: jane@secret.example", "title")]
    [InlineData("authors: [Ann, Jane <jane@secret.example>, joe@secret.example]", "Jane")]
    [InlineData("author:\n  name: Jane <jane@secret.example>\n  mail: jane@secret.example", "Jane")]
    [InlineData("mail: jane@secret.example", "title")]
    public async Task An_authors_email_stays_behind_when_the_file_goes_out(string frontMatter, string kept)
    {
        await cms.ImportAsAsync("mails", ("_posts/2024-01-08-mails.md", $"---\ntitle: T\n{frontMatter}\n---\nText\n"));

        var file = await cms.Client.GetStringAsync("/api/v1/posts/mails.md", TestContext.Current.CancellationToken);
        file.ShouldNotContain("secret.example");
        file.ShouldContain(kept);
        file.ShouldEndWith("---\nText\n");
    }

    [Fact]
    public async Task The_sites_address_makes_urls()
    {
        await cms.ImportAsync(("_posts/2024-01-07-größe.md", "---\ntitle: T\n---\nText\n"));
        await using var node = await cms.StartAsync("--Cms:Site:BaseUrl=https://example.org/");
        using var client = node.Server.CreateClient();

        var answer = await client.GetStringAsync("/api/v1/posts/gr%C3%B6%C3%9Fe", TestContext.Current.CancellationToken);

        answer.ShouldContain("\"url\":\"https://example.org/2024/01/07/gr%C3%B6%C3%9Fe.html\"");
        answer.ShouldContain("\"path\":\"/2024/01/07/größe.html\"");
    }

    [Fact]
    public async Task Nobody_finds_a_draft()
    {
        await cms.ImportAsync(("_drafts/not-yet.md", "---\ntitle: T\n---\nText\n"));

        using var answer = await cms.GetAsync("/api/v1/posts/not-yet");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("post-not-found");
    }
}
