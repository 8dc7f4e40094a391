using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;
using CsCheck;

namespace Cms.Tests.Delivery.Filters;

/// <summary>Random filters, sorts and page sizes: what REST and GraphQL answer is what an evaluation in memory says.</summary>
public sealed class FilterAgreementTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const int Together = 10;

    private static readonly Gen<Sort> Sorts = Gen.Select(AnyCondition.Among("publishedAt", "title", "modifiedAt"), Gen.Bool, (field, descending) => new Sort(field, descending));

    [Fact]
    public async Task Two_thousand_filters_find_the_same_over_GraphQL_as_in_memory_page_by_page_in_both_directions()
    {
        var posts = await FilteredBlog.PublishAsync(cms);
        var questions = Gen.Select(new AnyCondition(posts).Tree, Sorts, Gen.Int[1, 30], (condition, sort, size) => new Question(condition, sort, size)).Array[Together];
        await questions.SampleAsync(asked => CheckOverGraphQLAsync(posts, asked), iter: 200, threads: 1);
    }

    [Fact]
    public async Task Filters_that_REST_has_find_the_same_there_page_by_page_in_both_directions()
    {
        var posts = await FilteredBlog.PublishAsync(cms);
        var questions = Gen.Select(new AnyCondition(posts).Parameters, Sorts, Gen.Int[3, 30], (condition, sort, size) => new Question(condition, sort, size));
        await questions.SampleAsync(
            async asked =>
            {
                await CheckOverRestAsync(posts, asked);
                await CheckOverGraphQLAsync(posts, [asked]);
            },
            iter: 200,
            threads: 1);
    }

    // The first page and the last of each question; then the ones that follow on them.
    private async Task CheckOverGraphQLAsync(IReadOnlyList<ShownPost> posts, Question[] asked)
    {
        var expected = Array.ConvertAll(asked, question => question.Answer(posts));
        var ends = await AskAsync([.. asked.SelectMany(question => (Part[])[new(question, "first", null), new(question, "last", null)])]);
        List<(Part Part, string[] Ids, Question Of)> following = [];
        foreach (var (at, question) in asked.Index())
        {
            var (first, last, all) = (ends[2 * at], ends[(2 * at) + 1], expected[at]);
            Ids(first).ShouldBe(all[..Math.Min(question.Size, all.Length)], question.ToString());
            Ids(last).ShouldBe(all[Math.Max(0, all.Length - question.Size)..], question.ToString());
            HasMore(first, "hasNextPage").ShouldBe(all.Length > question.Size, question.ToString());
            HasMore(last, "hasPreviousPage").ShouldBe(all.Length > question.Size, question.ToString());
            if (all.Length > question.Size)
            {
                following.Add((new(question, "first", Cursor(first, "endCursor")), all[question.Size..Math.Min(2 * question.Size, all.Length)], question));
                following.Add((new(question, "last", Cursor(last, "startCursor")), all[Math.Max(0, all.Length - (2 * question.Size))..(all.Length - question.Size)], question));
            }
        }

        foreach (var (page, then) in (await AskAsync(following.ConvertAll(one => one.Part))).Zip(following))
        {
            Ids(page).ShouldBe(then.Ids, then.Of.ToString());
        }
    }

    private async Task<List<JsonNode>> AskAsync(List<Part> parts)
    {
        if (parts.Count == 0)
        {
            return [];
        }

        var variables = new JsonObject();
        var (declared, fields) = (new StringBuilder(), new StringBuilder());
        foreach (var (at, part) in parts.Index())
        {
            var (question, size, cursor) = part;
            variables[$"w{at}"] = question.Condition.Where.DeepClone();
            declared.Append(CultureInfo.InvariantCulture, $" $w{at}: PostFilterInput");
            var place = cursor is null ? "" : $", {(size == "first" ? "after" : "before")}: \"{cursor}\"";
            fields.Append(CultureInfo.InvariantCulture, $" p{at}: posts(where: $w{at}, order: [{{ {question.Sort.Field}: {(question.Sort.Descending ? "DESC" : "ASC")} }}], {size}: {question.Size}{place}) {{ nodes {{ uuid }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}");
        }

        var data = await cms.QueryAsync($"query({declared}) {{{fields} }}", variables);
        return [.. parts.Select((_, at) => data[$"p{at}"]!)];
    }

    private async Task CheckOverRestAsync(IReadOnlyList<ShownPost> posts, Question question)
    {
        var expected = question.Answer(posts);
        var list = string.Create(CultureInfo.InvariantCulture, $"/api/v1/posts?{question.Condition.Rest}&sort={(question.Sort.Descending ? "-" : "")}{question.Sort.Field}&limit={question.Size}&select=id&total=true");
        List<string[]> pages = [];
        JsonNode page;
        for (var cursor = ""; ; cursor = $"&after={page["page"]!["next"]}")
        {
            page = await cms.GetJsonAsync(list + cursor);
            pages.Add(IdsOf(page));
            page["page"]!["total"]!.GetValue<int>().ShouldBe(expected.Length, list);
            if (page["page"]!["next"] is null)
            {
                break;
            }
        }

        pages.SelectMany(ids => ids).ShouldBe(expected, list);
        pages.SkipLast(1).ShouldAllBe(ids => ids.Length == question.Size);
        for (var at = pages.Count - 2; at >= 0; at--)
        {
            page = await cms.GetJsonAsync($"{list}&before={page["page"]!["previous"]}");
            IdsOf(page).ShouldBe(pages[at], list);
        }
    }

    private static string[] IdsOf(JsonNode page) => [.. page["items"]!.AsArray().Select(post => post!["id"]!.GetValue<string>())];

    private static string[] Ids(JsonNode page) => [.. page["nodes"]!.AsArray().Select(post => post!["uuid"]!.GetValue<string>())];

    private static bool HasMore(JsonNode page, string name) => page["pageInfo"]![name]!.GetValue<bool>();

    private static string Cursor(JsonNode page, string name) => page["pageInfo"]![name]!.GetValue<string>();

    private sealed record Part(Question Question, string Size, string? Cursor);

    private sealed record Sort(string Field, bool Descending)
    {
        public IEnumerable<ShownPost> Of(IEnumerable<ShownPost> posts)
        {
            // A UUID's text compares as its bytes do.
            var sorted = posts.OrderBy(KeyOf, StringComparer.Ordinal).ThenBy(post => post.Id, StringComparer.Ordinal);
            return Descending ? sorted.Reverse() : sorted;
        }

        private string KeyOf(ShownPost post) => Field switch
        {
            "title" => post.TitleKey,
            "publishedAt" => post.PublishedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            _ => post.ModifiedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
    }

    private sealed record Question(Condition Condition, Sort Sort, int Size)
    {
        public string[] Answer(IReadOnlyList<ShownPost> posts) => [.. Sort.Of(posts.Where(Condition.Holds)).Select(post => post.Id)];

        public override string ToString() => $"{Size} by {Sort} where {Condition.Where.ToJsonString()}";
    }
}
