using System.Text.Json.Nodes;
using Cms.Answers;
using Cms.Content;
using Cms.Markdown;
using Cms.Markdown.FrontMatter;
using Microsoft.Extensions.Options;

namespace Cms.Rendering;

/// <summary>Renders texts of strangers: a few at a time, apart from the requests, and none for longer than it may take.</summary>
internal sealed class BoundedRendering(MarkdownRenderer renderer, IOptions<RenderingSettings> settings) : IDisposable
{
    private static readonly TimeSpan LongestRendering = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim places = new(Math.Max(2, Environment.ProcessorCount));

    /// <exception cref="ContentException"><see cref="ContentError.RenderingTooExpensive"/>.</exception>
    public async Task<RenderedText> RenderAsync(string text, CancellationToken ct)
    {
        if (!await places.WaitAsync(LongestWait, ct))
        {
            throw new ProblemException(Problem.Of(ProblemKind.Busy, "Too many texts are being rendered at the moment. Try again in a few seconds."));
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestRendering);
        var token = patience.Token;

        // The place is free when the work has ended, not when its asker has gone.
        var work = Task.Run(() => Render(text, token), CancellationToken.None);
        _ = work.ContinueWith(_ => places.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await work.WaitAsync(token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ContentException(new ContentError.RenderingTooExpensive("This text takes too long to render. Shorten it or nest it less."));
        }
    }

    public void Dispose() => places.Dispose();

    private RenderedText Render(string text, CancellationToken ct)
    {
        var file = MarkdownFile.Parse(text);
        var rendering = renderer.Render(file.Body, settings.Value.Apply(RenderingOptions.SingleFile), post: null, ct);
        return new RenderedText(
            rendering,
            file.FrontMatter.ToJson(),
            [
                .. file.Warnings.Concat(file.Refusal is { } refusal ? [refusal] : []).Select(warning => new RenderingWarning(warning.Line, warning.Code, warning.Message)),
                .. rendering.Warnings.Select(warning => warning with { Line = warning.Line + file.BodyLine - 1 }),
            ]);
    }
}

/// <param name="Warnings">The front matter's and the body's; lines count from the beginning of the text.</param>
internal sealed record RenderedText(Cms.Markdown.Rendering Rendering, JsonObject FrontMatter, IReadOnlyList<RenderingWarning> Warnings);
