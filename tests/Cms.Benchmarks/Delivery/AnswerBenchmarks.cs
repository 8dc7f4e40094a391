using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Cms.Answers;
using Cms.Content.Delivery;
using Cms.GraphQL.Http;
using Cms.Rest.Posts;
using Cms.Rest.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cms.Benchmarks.Delivery;

/// <summary>What the parts of an answer cost, without a socket: reading a page, writing it, a post over GraphQL, and finding what is kept.</summary>
[MemoryDiagnoser]
public class AnswerBenchmarks
{
    private const int PageSize = 20;
    private static readonly PageResponse About = new(PageSize, "next", null);

    private LoadedStore store = null!;
    private WebApplication app = null!;
    private PublishedPosts posts = null!;
    private PostAnswers answers = null!;
    private GraphQLEndpoint graphql = null!;
    private AnswerCache cache = null!;
    private IReadOnlyList<DeliveredPost> page = [];
    private byte[] question = [];
    private long asked;

    [GlobalSetup]
    public async Task StartAsync()
    {
        store = await LoadedStore.MakeAsync(1_000);

        // What is kept is to be found without asking the database every second whether it still holds.
        var builder = CmsApplication.CreateBuilder(["--Cms:Delivery:MaxStaleness=01:00:00"]);
        builder.Logging.ClearProviders();
        builder.AddCms(store.ConnectionString);
        app = builder.Build();
        posts = app.Services.GetRequiredService<PublishedPosts>();
        answers = app.Services.GetRequiredService<PostAnswers>();
        graphql = app.Services.GetRequiredService<GraphQLEndpoint>();
        cache = app.Services.GetRequiredService<AnswerCache>();
        page = (await posts.ListAsync(new PostQuery { Limit = PageSize }, CancellationToken.None)).Items;
        question = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            query = "query Post($slug: String!) { post(slug: $slug) { title path publishedAt excerpt tags { name slug } links(place: FRONT_MATTER) { name url } } }",
            variables = new { slug = store.Slugs[0] },
        }));
        await GraphQLPost();
        await KeptAnswer();
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await app.DisposeAsync();
        await store.DisposeAsync();
    }

    /// <summary>One statement, and its rows as posts.</summary>
    [Benchmark]
    public async Task<int> PageRead() => (await posts.ListAsync(new PostQuery { Limit = PageSize }, CancellationToken.None)).Items.Count;

    /// <summary>Those posts as the bytes of an answer, copied from what is prepared.</summary>
    [Benchmark]
    public int PageWritten() => answers.Page(page, BodyFormat.None, selected: null, About, CancellationToken.None).Length;

    /// <summary>The whole way of a document that is known, each time with other bytes, so that no kept answer is found.</summary>
    [Benchmark]
    public async Task<long> GraphQLPost()
    {
        var context = Request("POST", "/graphql");
        var number = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{asked++},"));
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream([.. number, .. question.AsSpan(1)]);
        await (await graphql.AnswerAsync(context)).ExecuteAsync(context);
        return Written(context);
    }

    /// <summary>An answer of a page, found and sent.</summary>
    [Benchmark]
    public async Task<long> KeptAnswer()
    {
        var context = Request("GET", "/api/v1/posts");
        await cache.AnswerAsync(context, AnswerKey.Of(context.Request, "/api/v1/posts"), making =>
            new DeliveryAnswer(answers.Page(page, BodyFormat.None, selected: null, About, CancellationToken.None), Json.ContentType) { SurrogateKeys = ["posts"] }.ExecuteAsync(making));
        return Written(context);
    }

    private DefaultHttpContext Request(string method, string path)
    {
        var context = new DefaultHttpContext { RequestServices = app.Services };
        (context.Request.Method, context.Request.Path) = (method, path);
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static long Written(DefaultHttpContext context) =>
        context.Response is { StatusCode: StatusCodes.Status200OK, Body.Length: > 0 } answer ? answer.Body.Length : throw new InvalidOperationException($"The answer was {context.Response.StatusCode}.");
}
