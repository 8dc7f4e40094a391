using Fluid;

namespace Cms.Markdown.Liquid;

/// <summary>Expands Liquid as Jekyll does, before Markdown. What is not defined is empty text.</summary>
internal static class LiquidExpander
{
    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = CreateOptions();

    /// <exception cref="RenderingLimitException">It asks for more than <see cref="LiquidBounds"/>.</exception>
    public static string Expand(string text, LiquidVariables? variables, List<RenderingWarning> warnings, CancellationToken ct)
    {
        if (!text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{%", StringComparison.Ordinal))
        {
            return text;
        }

        var template = LiquidRewriter.Rewrite(text, name => Options.Filters.TryGetValue(name, out _), warnings);
        try
        {
            if (Parser.TryParse(template, out var parsed, out var error))
            {
                return Render(parsed, variables, ct);
            }

            warnings.Add(new(1, "liquid-syntax", $"The Liquid of this text can't be read and was left as it is: {error}"));
        }
        catch (InvalidOperationException steps) when (steps.Message.StartsWith("The maximum", StringComparison.Ordinal))
        {
            throw new RenderingLimitException("The Liquid of this text takes too many steps. Make its loops shorter.", steps);
        }
        catch (Exception failure) when (failure is not (RenderingLimitException or OperationCanceledException))
        {
            // Whatever a filter does not like in a value: a post is better shown with its Liquid than not at all.
            warnings.Add(new(1, "liquid-failed", $"The Liquid of this text can't be expanded and was left as it is: {failure.Message}"));
        }

        return text;
    }

    private static string Render(IFluidTemplate parsed, LiquidVariables? variables, CancellationToken ct)
    {
        var context = new TemplateContext(Options, StringComparer.Ordinal);
        var bounds = new LiquidBounds(context, ct);
        context.SetValue("site", JsonValues.Of(variables?.Site));
        context.SetValue("page", JsonValues.Of(variables?.Page));
        using var output = new LiquidBounds.Writer(bounds);

        // Nothing in it waits: there are no files to include and no values that are looked up elsewhere.
        parsed.RenderAsync(output, NullEncoder.Default, context).AsTask().GetAwaiter().GetResult();
        return output.ToString();
    }

    private static TemplateOptions CreateOptions()
    {
        var options = new TemplateOptions
        {
            MaxSteps = LiquidBounds.MaximumSteps,
            MaxRecursion = 50,
            TimeZone = TimeZoneInfo.Utc,
            Assigned = static (_, value, context) => Checked(value, context),
            Captured = static (_, value, context) => Checked(value, context),
        };
        JekyllFilters.Add(options.Filters);
        foreach (var (name, filter) in options.Filters.ToList())
        {
            options.Filters.AddFilter(name, LiquidBounds.Around(name, filter));
        }

        return options;
    }

    private static ValueTask<Fluid.Values.FluidValue> Checked(Fluid.Values.FluidValue value, TemplateContext context)
    {
        LiquidBounds.Of(context).CheckTime();
        return new(LiquidBounds.Check(value));
    }
}
