using System.Text;
using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.Rendering;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>The forms in which one post can be had.</summary>
internal sealed class PostForms(PostAnswers answers, PostTexts texts, PostFiles files)
{
    private static readonly IReadOnlyList<string> InOrder = [MediaTypes.Json, MediaTypes.Html, MediaTypes.Markdown, MediaTypes.Text];

    /// <summary>The name without one of exactly the four endings, and the ending.</summary>
    public static (string Name, string? Ending) SplitEnding(string slug)
    {
        foreach (var ending in (string[])[".json", ".html", ".md", ".txt"])
        {
            if (slug.Length > ending.Length && slug.EndsWith(ending, StringComparison.Ordinal))
            {
                return (slug[..^ending.Length], ending);
            }
        }

        return (slug, null);
    }

    public static string OfEnding(string ending) => ending switch
    {
        ".html" => MediaTypes.Html,
        ".md" => MediaTypes.Markdown,
        ".txt" => MediaTypes.Text,
        _ => MediaTypes.Json,
    };

    public static string Choose(HttpRequest request) => AcceptHeader.Choose(request, InOrder);

    /// <param name="workingCopy">What is shown, when that is a working copy.</param>
    public async Task<DeliveryAnswer> AnswerAsync(DeliveredPost post, string form, BodyFormat body, CancellationToken ct, Post? workingCopy = null)
    {
        var answer = form switch
        {
            MediaTypes.Html => new DeliveryAnswer(Encoding.UTF8.GetBytes(texts.Render(post, ct: ct).Html), "text/html; charset=utf-8")
            {
                // Opened on its own, a fragment has no business running script at this address.
                Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Security-Policy"] = "sandbox" },
            },
            MediaTypes.Text => new DeliveryAnswer(Encoding.UTF8.GetBytes(texts.Render(post, ct: ct).Text), "text/plain; charset=utf-8"),
            MediaTypes.Markdown => await files.WriteAsync(post, workingCopy, ct),
            _ => new DeliveryAnswer(answers.Post(post, body, ct), Json.ContentType),
        };
        return answer with { IsOfContent = true, SurrogateKeys = Answers.SurrogateKeys.Of(post) };
    }
}
