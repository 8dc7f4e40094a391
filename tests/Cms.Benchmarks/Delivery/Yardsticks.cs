using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cms.Benchmarks.Delivery;

/// <summary>What the platform itself can do, in a process of its own: <c>/post</c> and <c>/page</c> return a file's bytes, <c>/query</c> answers with one prepared statement.</summary>
internal static class Yardsticks
{
    public static async Task ServeAsync(string url, string fileOfPost, string fileOfPage, string connectionString)
    {
        var post = await File.ReadAllBytesAsync(fileOfPost);
        var page = await File.ReadAllBytesAsync(fileOfPage);
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 1 }.ConnectionString);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/post", context => AnswerAsync(context, post));
        app.MapGet("/page", context => AnswerAsync(context, page));
        app.MapGet("/query/{slug}", async (HttpContext context, string slug) =>
        {
            // The row that a post's answer is made of, found by the same index and sent as it is stored.
            await using var command = dataSource.CreateCommand(
                "select p.data, b.markdown from cms.mt_doc_published_post p join cms.published_bodies b on b.id = p.id where p.slug = $1 order by p.published_at desc limit 1");
            command.Parameters.Add(new() { Value = slug });
            await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
            await AnswerAsync(context, await reader.ReadAsync(context.RequestAborted) ? System.Text.Encoding.UTF8.GetBytes(reader.GetString(0) + reader.GetString(1)) : []);
        });
        await app.RunAsync(url);
    }

    private static async Task AnswerAsync(HttpContext context, byte[] bytes)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
