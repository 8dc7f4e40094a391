using System.Net;
using Cms.Content.Rebuilding;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cms.Tests.Taxonomies;

/// <summary>Whoever changes posts and whoever changes their tags meet all the time, and nothing is ever counted wrong.</summary>
public sealed class ConcurrentTermChangesTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Counts_equal_counting_while_posts_and_their_tags_are_changed_at_once()
    {
        const int Writers = 6;
        const int Rounds = 12;
        var writer = await WritingClient.OfAsync(cms);
        var names = Enumerable.Range(0, 5).Select(_ => TaggedPosts.Tag()).ToArray();
        await writer.PublishAsync(new { title = WritingClient.Unique("First"), tags = names });

        await Task.WhenAll([.. Enumerable.Range(0, Writers).Select(WriteAsync), ChangeTermsAsync(0), ChangeTermsAsync(1), ReadAsync()]);

        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        await using var command = dataSource.CreateCommand(
            "select t.slug, count(distinct p.id) from cms.terms t join cms.published_post_terms c on c.term_id = t.id join cms.mt_doc_published_post p on p.id = c.post_id where t.taxonomy = 'tag' group by t.slug");
        Dictionary<string, long> counted = new(StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                counted[reader.GetString(0)] = reader.GetInt64(1);
            }
        }

        var shown = (await cms.GetJsonAsync("/api/v1/tags?limit=1000"))["items"]!.AsArray()
            .ToDictionary(tag => tag!["slug"]!.GetValue<string>(), tag => tag!["count"]!.GetValue<long>(), StringComparer.Ordinal);
        shown.ShouldBe(counted, ignoreOrder: true);
        (await cms.Services.GetRequiredService<Rebuild>().RunAsync(keep: false, progress: null, TestContext.Current.CancellationToken)).ShouldBeEmpty();

        async Task WriteAsync(int number)
        {
            var random = new Random(number);
            for (var round = 0; round < Rounds; round++)
            {
                var post = await writer.PublishAsync(new { title = WritingClient.Unique("Post"), tags = random.GetItems(names, 3).Distinct() });
                await writer.PatchAsync(post, new { tags = random.GetItems(names, 2).Distinct() });
                await writer.VerbAsync(post, "publish");
                if (round % 3 == 0)
                {
                    await writer.TrashAsync(post);
                }
            }
        }

        // Others do the same, so what was there may have gone: then that is said, and nothing else.
        async Task ChangeTermsAsync(int number)
        {
            var random = new Random(100 + number);
            for (var round = 0; round < Rounds; round++)
            {
                var slugs = (await cms.GetJsonAsync("/api/v1/tags?limit=1000"))["items"]!.AsArray().Select(tag => tag!["slug"]!.GetValue<string>()).ToArray();
                var (slug, other) = (random.GetItems(slugs, 1)[0], random.GetItems(slugs, 1)[0]);
                using var answer = (round % 4) switch
                {
                    0 or 1 => await writer.SendAsync("PATCH", $"/api/v1/tags/{slug}", new { name = TaggedPosts.Tag() }, "If-Match: *"),
                    2 => await writer.SendAsync("DELETE", $"/api/v1/tags/{slug}", body: null, "If-Match: *"),
                    _ => await writer.SendAsync("POST", $"/api/v1/tags/{slug}/merge", new { into = other }, "If-Match: *"),
                };
                answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity);
            }
        }

        async Task ReadAsync()
        {
            for (var round = 0; round < 5 * Rounds; round++)
            {
                using var page = await cms.GetAsync($"/api/v1/posts?tag={names[round % names.Length]}");
                page.StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }
    }
}
