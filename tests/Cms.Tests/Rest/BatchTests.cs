using System.Net;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Rest;

public sealed class BatchTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_batch_does_all_that_it_names_in_order()
    {
        var client = await OfAsync(cms);
        var known = await client.CreateAsync(Unique("Known"));
        var id = Guid.CreateVersion7();

        var answer = await ReadAsync(client.SendAsync("POST", "/api/v1/batch", new
        {
            operations = new object[]
            {
                new { op = "create", post = new { id, title = Unique("Batched"), tags = new[] { "batch" } } },
                new { op = "publish", id, revision = 1 },
                new { op = "update", id, revision = 2, post = new { description = "More" } },
                new { op = "schedule", id = $"{known["id"]}", revision = "*", publishAt = "2999-01-01T00:00:00Z" },
                new { op = "trash", id = $"{known["id"]}", revision = 2 },
            },
        }));

        answer["results"]!.AsArray().Select(result => $"{result!["revision"]} {result["status"]}").ShouldBe(["1 draft", "2 published", "3 published", "2 scheduled", "3 trashed"]);
        (await cms.GetJsonAsync($"/api/v1/posts/{id}"))["revision"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task A_refusal_names_its_operation_and_nothing_is_done()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Untouched"));
        using var answer = await client.SendAsync("POST", "/api/v1/batch", new
        {
            operations = new object[]
            {
                new { op = "publish", id = $"{post["id"]}", revision = 1 },
                new { op = "restore", id = $"{post["id"]}", revision = 2 },
            },
        });

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await CmsFixture.ProblemOfAsync(answer);
        problem["code"]!.GetValue<string>().ShouldBe("invalid-transition");
        problem["index"]!.GetValue<int>().ShouldBe(1);
        (await client.GetAsync($"{AddressOf(post)}?version=draft"))["revision"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ "operations": [] }""", "operations")]
    [InlineData("""{ "operations": [{ "op": "nonsense", "id": "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51", "revision": 1 }] }""", "operations[0].op")]
    [InlineData("""{ "operations": [{ "op": "publish", "revision": 1 }] }""", "operations[0].id")]
    [InlineData("""{ "operations": [{ "op": "publish", "id": "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51" }] }""", "operations[0].revision")]
    [InlineData("""{ "operations": [{ "op": "create", "post": { "name": "x" } }] }""", "operations[0].post.name")]
    [InlineData("""{ "operations": [{ "op": "publish", "id": "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51", "revision": 1, "post": { "title": "x" } }] }""", "operations[0].post")]
    [InlineData("""{ "operations": [{ "op": "create", "revision": 1, "post": { "title": "x" } }] }""", "operations[0].revision")]
    [InlineData("""{ "operations": [{ "op": "restoreRevision", "id": "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51", "revision": 1 }] }""", "operations[0].number")]
    public async Task An_operation_that_cannot_be_read_is_named(string body, string field)
    {
        using var answer = await (await OfAsync(cms)).SendAsync("POST", "/api/v1/batch", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]![field].ShouldNotBeNull();
    }

    [Fact]
    public async Task Each_operation_needs_its_own_scope()
    {
        var post = await (await OfAsync(cms)).CreateAsync(Unique("Scoped"));
        using var answer = await (await OfAsync(cms, "write")).SendAsync("POST", "/api/v1/batch", new { operations = new[] { new { op = "publish", id = $"{post["id"]}", revision = 1 } } });
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
