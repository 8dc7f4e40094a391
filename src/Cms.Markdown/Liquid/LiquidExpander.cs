using Cms.Markdown.Templates;
using Fluid;

namespace Cms.Markdown.Liquid;

/// <summary>Expands Liquid as Jekyll does, before Markdown. What is not defined is empty text.</summary>
internal static class LiquidExpander
{
    private static readonly TemplateOptions Options = CreateOptions();
    private static readonly JekyllParser Parser = new();

    /// <exception cref="RenderingLimitException">It asks for more than <see cref="LiquidBounds"/>.</exception>
    public static string Expand(
        string text, TemplateLanguage language, PostContext post, Func<string, string> markdownify, List<RenderingWarning> warnings, CancellationToken ct)
    {
        var isTitled = language is TemplateLanguage.Octopress or TemplateLanguage.Hexo;
        if (!text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{%", StringComparison.Ordinal))
        {
            return isTitled ? TitledFences.Write(text) : text;
        }

        var expansion = new LiquidExpansion(Parser, language, post, markdownify, warnings, ct);
        try
        {
            if (expansion.Parse(text, firstLine: 1) is { } template)
            {
                var expanded = expansion.Render(template, expansion.Open(Options));
                return isTitled ? TitledFences.Write(expanded) : expanded;
            }
        }
        catch (InvalidOperationException steps) when (IsOutOfSteps(steps))
        {
            throw new RenderingLimitException("The Liquid of this text takes too many steps. Make its loops and values shorter.", steps);
        }
        catch (InsufficientExecutionStackException nesting)
        {
            throw new RenderingLimitException("The Liquid of this text is nested too deep. Make its blocks and includes flatter.", nesting);
        }
        catch (Exception failure) when (!Ends(failure))
        {
            // Whatever Fluid does not like in a value: a post is better shown with its Liquid than not at all.
            expansion.Warn("liquid-failed", $"The Liquid of this text can't be expanded and was left as it is: {failure.Message}");
        }

        return text;
    }

    /// <summary>Whether a failure is of the whole expansion, not of one value.</summary>
    public static bool Ends(Exception failure) =>
        failure is RenderingLimitException or OperationCanceledException or InsufficientExecutionStackException or OutOfMemoryException || IsOutOfSteps(failure);

    // Fluid has no type for it.
    private static bool IsOutOfSteps(Exception failure) => failure is InvalidOperationException && failure.Message.StartsWith("The maximum", StringComparison.Ordinal);

    private static TemplateOptions CreateOptions()
    {
        var options = new TemplateOptions
        {
            MaxSteps = LiquidBounds.MaximumSteps,
            MaxRecursion = 60,
            TimeZone = TimeZoneInfo.Utc,
            Assigned = static (_, value, context) => new(LiquidExpansion.Of(context).Bounds.Check(value)),
        };
        JekyllFilters.Add(options.Filters);
        return options;
    }
}
