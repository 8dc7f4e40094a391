using System.Net;
using System.Net.Http.Headers;
using Cms.Tests.Hosting;

namespace Cms.Tests.Rest;

public sealed class BadInputTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Theory]
    [InlineData("/api/v1/posts?tags=docker", "tags", "tag, anyTag")]
    [InlineData("/api/v1/posts?limit=0", "limit", "1 to 100")]
    [InlineData("/api/v1/posts?limit=101", "limit", "1 to 100")]
    [InlineData("/api/v1/posts?limit=1e1", "limit", "1 to 100")]
    [InlineData("/api/v1/posts?limit=1&limit=2", "limit", "once")]
    [InlineData("/api/v1/posts?sort=date", "sort", "-publishedAt")]
    [InlineData("/api/v1/posts?body=pdf", "body", "markdown")]
    [InlineData("/api/v1/posts?select=title,titel", "select", "wordCount")]
    [InlineData("/api/v1/posts?month=6", "month", "year")]
    [InlineData("/api/v1/posts?year=2014&month=13", "month", "1 to 12")]
    [InlineData("/api/v1/posts?publishedAfter=gestern", "publishedAfter", "2014-06-09")]
    [InlineData("/api/v1/posts?publishedBefore=2014-06-09T10:00:00", "publishedBefore", "2014-06-09T18:00:22Z")]
    [InlineData("/api/v1/posts?total=yes", "total", "true or false")]
    [InlineData("/api/v1/posts?id=7", "id", "UUID")]
    [InlineData("/api/v1/posts?tag=%00", "tag", "NUL")]
    [InlineData("/api/v1/posts?after=a&before=b", "before", "both")]
    [InlineData("/api/v1/posts/any?limit=3", "limit", "language, body")]
    [InlineData("/api/v1/posts/by-path", "path", "missing")]
    [InlineData("/api/v1/tags?sort=count", "sort", "name, -count")]
    [InlineData("/api/v1/tags?limit=1001", "limit", "1 to 1000")]
    [InlineData("/api/v1/tags/any?x=1", "x", "takes none")]
    [InlineData("/api/v1/links?place=head", "place", "frontMatter, body")]
    [InlineData("/api/v1/archive?year=2014", "year", "takes none")]
    public async Task A_parameter_that_cannot_be_taken_is_named_with_what_exists(string address, string parameter, string told)
    {
        using var answer = await cms.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await CmsFixture.ProblemOfAsync(answer);
        problem["code"]!.GetValue<string>().ShouldBe("invalid-parameter");
        problem["errors"]![parameter]![0]!.GetValue<string>().ShouldContain(told);
    }

    [Theory]
    [InlineData("/api/v1/posts?after=broken")]
    [InlineData("/api/v1/posts?before=%F0%9F%99%82")]
    [InlineData("/api/v1/tags?after=AAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/api/v1/links?after=")]
    public async Task A_broken_cursor_is_refused(string address)
    {
        using var answer = await cms.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("invalid-cursor");
    }

    [Theory]
    [InlineData("/api/v1/nowhere", "route-not-found")]
    [InlineData("/api/v2/posts", "route-not-found")]
    [InlineData("/api/", "route-not-found")]
    [InlineData("/nowhere", "route-not-found")]
    [InlineData("/api/v1/posts/nowhere", "post-not-found")]
    [InlineData("/api/v1/posts/00000000-0000-0000-0000-000000000000", "post-not-found")]
    [InlineData("/api/v1/posts/by-path?path=nowhere", "post-not-found")]
    [InlineData("/api/v1/tags/nowhere", "tag-not-found")]
    [InlineData("/api/v1/categories/nowhere", "category-not-found")]
    [InlineData("/api/v1/authors/nowhere", "author-not-found")]
    [InlineData("/api/v1/keywords/nowhere", "keyword-not-found")]
    [InlineData("/api/v1/links/7", "link-not-found")]
    public async Task What_is_not_there_is_a_problem_and_not_a_page(string address, string code)
    {
        using var answer = await cms.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe(code);
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/posts", "GET, HEAD, POST")]
    [InlineData("POST", "/api/v1/tags/any", "DELETE, GET, HEAD, PATCH")]
    [InlineData("GET", "/api/v1/render", "POST")]
    public async Task A_method_that_is_not_taken_is_told_which_are(string method, string address, string allowed)
    {
        using var answer = await cms.SendAsync(new HttpMethod(method), address);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        string.Join(", ", answer.Content.Headers.Allow).ShouldBe(allowed);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("method-not-allowed");
    }

    [Fact]
    public async Task A_list_is_json_alone()
    {
        using var answer = await cms.GetAsync("/api/v1/posts", "Accept: text/html");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
        (await CmsFixture.ProblemOfAsync(answer))["detail"]!.GetValue<string>().ShouldContain("application/json");
    }

    [Theory]
    [InlineData("application/json", "{\"markdown\":", 400, "invalid-body")]
    [InlineData("application/json", "{\"markdown\":7}", 400, "invalid-body")]
    [InlineData("application/json", "{\"text\":\"x\"}", 400, "invalid-body")]
    [InlineData("application/json", "{}", 400, "invalid-body")]
    [InlineData("application/json", "null", 400, "invalid-body")]
    [InlineData("text/plain", "x", 415, "unsupported-media-type")]
    public async Task A_body_that_cannot_be_read_is_refused(string type, string body, int status, string code)
    {
        using var content = new StringContent(body, MediaTypeHeaderValue.Parse(type));
        using var answer = await cms.Client.PostAsync("/api/v1/render", content, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(status);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task Every_code_is_explained_where_its_type_leads()
    {
        var page = await cms.Client.GetStringAsync("/docs/errors", TestContext.Current.CancellationToken);
        var codes = typeof(Cms.Content.ContentError).GetNestedTypes()
            .Select(type => type.Name)
            // These share the code of another one, or have one of their own.
            .Except(
            [
                nameof(Cms.Content.ContentError.NoSuchTerm),
                nameof(Cms.Content.ContentError.InBatch),
                nameof(Cms.Content.ContentError.EmptyUpload),
                nameof(Cms.Content.ContentError.InvalidSource),
                nameof(Cms.Content.ContentError.InvalidExpiry),
                nameof(Cms.Content.ContentError.InvalidNewKey),
                nameof(Cms.Content.ContentError.InvalidUpload),
                nameof(Cms.Content.ContentError.TermNotFound),
                nameof(Cms.Content.ContentError.TooManyQueries),
                nameof(Cms.Content.ContentError.TrashedPost),
                nameof(Cms.Content.ContentError.UploadTooLarge),
                nameof(Cms.Content.ContentError.WorkingCopyNotFound),
            ],
            StringComparer.Ordinal)
            .Select(name => string.Concat(name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}")));

        foreach (var code in codes)
        {
            page.ShouldContain($"id=\"{code}\"");
        }
    }
}
