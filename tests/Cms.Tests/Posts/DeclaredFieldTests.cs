using Cms.Content.Import;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Posts;

/// <summary>Keys of front matter that the settings declare.</summary>
public sealed class DeclaredFieldTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static readonly string[] Declared =
    [
        "--Cms:Fields:subtitle:Type=text", "--Cms:Fields:rating:Type=number", "--Cms:Fields:pinned:Type=boolean", "--Cms:Fields:due:Type=date", "--Cms:Fields:home:Type=url",
        "--Cms:Fields:parts:Type=list", "--Cms:Fields:mood:Type=oneOf", "--Cms:Fields:mood:Values:0=good", "--Cms:Fields:mood:Values:1=bad", "--Cms:Fields:mood:Required=true",
    ];

    [Fact]
    public async Task A_post_that_says_what_is_declared_is_taken_over_rest_graphql_and_import()
    {
        await using var node = await cms.StartAsync(Declared);
        using var http = node.Server.CreateClient();
        var key = await cms.KeyAsync("admin");
        var fields = new { mood = "good", subtitle = "s", rating = 4.5, pinned = true, due = "2014-06-09", home = "/about", parts = new object[] { 1, "x" }, other = new { any = "thing" } };

        var rest = await new WritingClient(http, key).CreateAsync(new { title = Unique("Declared"), fields });
        var graphql = await new MutationClient(http, key).MutateAsync("createPost", new { title = Unique("Declared"), fields = new[] { new { name = "mood", value = "bad" } } });
        var report = await node.Services.GetRequiredService<Importer>().ImportAsync(
            new ImportRequest(await cms.WriteFilesAsync("declared", ("_posts/2021-03-04-declared.md", "---\nmood: good\nrating: 3\ndue: 2014-06-09\npinned: false\nparts: [a]\n---\nText."))),
            progress: null,
            TestContext.Current.CancellationToken);

        rest["fields"]!["rating"]!.GetValue<double>().ShouldBe(4.5);
        graphql["errors"].ShouldBeNull(graphql.ToJsonString());
        report.Count(ImportedFileStatus.Created).ShouldBe(1, report.Files[0].Error?.Message);
    }

    [Theory]
    [InlineData("subtitle", "[\"5\"]", "[5]")]
    [InlineData("rating", "\"5 of 5\"", "5 of 5")]
    [InlineData("pinned", "\"yes\"", "\"yes\"")]
    [InlineData("due", "\"soon\"", "soon")]
    [InlineData("home", "\"javascript:x\"", "\"javascript:x\"")]
    [InlineData("parts", "[[1]]", "[[1]]")]
    [InlineData("mood", "\"fair\"", "fair")]
    public async Task One_that_says_something_else_is_refused_by_the_field_and_in_a_file_by_its_line(string name, string json, string yaml)
    {
        await using var node = await cms.StartAsync(Declared);
        using var http = node.Server.CreateClient();
        var mood = name == "mood" ? "" : "\"mood\": \"good\", ";

        using var answer = await new WritingClient(http, await cms.KeyAsync("admin")).SendAsync("POST", "/api/v1/posts", $$"""{ "title": "T", "fields": { {{mood}}"{{name}}": {{json}} } }""");
        var report = await node.Services.GetRequiredService<Importer>().ImportAsync(
            new ImportRequest(await cms.WriteFilesAsync($"wrong-{name}", ("_posts/2021-03-04-wrong.md", $"---\n{(name == "mood" ? "title: T" : "mood: good")}\n{name}: {yaml}\n---\nText."))),
            progress: null,
            TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(422);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]![$"fields.{name}"].ShouldNotBeNull();
        var file = report.Files.ShouldHaveSingleItem();
        (file.Status, file.Error!.Code, file.Error.Line).ShouldBe((ImportedFileStatus.Refused, "invalid-field", 3));
    }

    [Theory]
    [InlineData("subtitle", "5", "5")]
    [InlineData("rating", "\"5\"", "\"5\"")]
    [InlineData("pinned", "\"true\"", "'true'")]
    [InlineData("parts", "\"a\"", "a")]
    [InlineData("year", "2014", "2014")]
    public async Task A_file_may_write_a_value_in_another_form_and_an_api_may_not(string name, string json, string yaml)
    {
        await using var node = await cms.StartAsync([.. Declared, "--Cms:Fields:year:Type=oneOf", "--Cms:Fields:year:Values:0=2014"]);
        using var http = node.Server.CreateClient();

        using var answer = await new WritingClient(http, await cms.KeyAsync("admin")).SendAsync("POST", "/api/v1/posts", $$"""{ "title": "T", "fields": { "mood": "good", "{{name}}": {{json}} } }""");
        var report = await node.Services.GetRequiredService<Importer>().ImportAsync(
            new ImportRequest(await cms.WriteFilesAsync($"other-{name}", ($"_posts/2021-03-04-other-{name}.md", $"---\nmood: good\n{name}: {yaml}\n---\nText."))),
            progress: null,
            TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(422);
        var file = report.Files.ShouldHaveSingleItem();
        file.Status.ShouldBe(ImportedFileStatus.Created, file.Error?.Message);
        file.Warnings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(warning => warning.Code.ShouldBe("field-in-other-form"), warning => warning.Line.ShouldBe(3));
        (await cms.GetJsonAsync($"/api/v1/posts/{file.PostId}"))["fields"]![name]!.ToJsonString().ShouldBe(json);
    }

    [Fact]
    public async Task A_required_one_is_asked_of_new_posts_and_of_old_ones_once_their_fields_change()
    {
        var old = await (await OfAsync(cms)).CreateAsync(new { title = Unique("Old"), fields = new { layout = "post" } });
        await using var node = await cms.StartAsync(Declared);
        using var http = node.Server.CreateClient();
        var client = new WritingClient(http, await cms.KeyAsync("admin"));

        using var without = await client.SendAsync("POST", "/api/v1/posts", new { title = "T" });
        (await CmsFixture.ProblemOfAsync(without))["errors"]!["fields.mood"]![0]!.GetValue<string>().ShouldBe("It is required.");
        await client.PatchAsync(old, new { markdown = "Other." });
        using var changed = await client.SendAsync("PATCH", AddressOf(old), new { fields = new { layout = "page" } }, "If-Match: *");
        (await CmsFixture.CodeOfAsync(changed)).ShouldBe("invalid-post");
    }
}
