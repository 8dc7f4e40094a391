using Cms.Answers;
using Cms.Content;
using Npgsql;

namespace Cms.Health;

/// <summary>What an orchestrator or load balancer asks.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        health.MapMethods("/live", methods, Live).WithName(nameof(Live)).Produces<HealthResponse>();
        health.MapMethods("/ready", methods, ReadyAsync).WithName("Ready").Produces<HealthResponse>()
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, Problem.ContentType);
    }

    /// <summary>Answers as long as the process runs. A failure means: restart it.</summary>
    internal static IResult Live() => Answer("live");

    /// <summary>Answers 200 when posts can be read, 503 while the database cannot be reached. A failure means: send no requests here.</summary>
    internal static async Task<IResult> ReadyAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await using var command = dataSource.CreateCommand("select 1");
            await command.ExecuteScalarAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ContentException(new ContentError.StoreUnavailable());
        }

        return Answer("ready");
    }

    private static UncachedAnswer Answer(string status) => new(Json.Write(new HealthResponse(status)), Json.ContentType);
}

/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
internal sealed record HealthResponse(string Status);
