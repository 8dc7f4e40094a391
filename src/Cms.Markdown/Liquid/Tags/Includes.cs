using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Texts of the site that a post includes, with parameters.</summary>
internal static partial class Includes
{
    private const int MaximumDepth = 20;

    public static string Include(TagUse use, string body, TemplateContext context)
    {
        var (name, parameters) = Read(use, context);
        return Write(name, name, parameters, context);
    }

    public static string IncludeRelative(TagUse use, string body, TemplateContext context)
    {
        var (name, parameters) = Read(use, context);
        var file = LiquidExpansion.Of(context).Post.File;
        return Write(name, file[..(file.LastIndexOf('/') + 1)] + name, parameters, context);
    }

    /// <summary>A tag's arguments, with the outputs in them expanded.</summary>
    public static string Expand(string text, TemplateContext context)
    {
        var expansion = LiquidExpansion.Of(context);
        return text.Contains("{{", StringComparison.Ordinal) && expansion.Parse(text, -expansion.Line) is { } template
            ? expansion.Render(template, context)
            : text;
    }

    /// <summary>The names and values behind a tag's first argument, as Jekyll reads them.</summary>
    public static Dictionary<string, FluidValue> Parameters(string text, TemplateContext context)
    {
        Dictionary<string, FluidValue> parameters = new(StringComparer.Ordinal);
        foreach (Match match in Parameter.Matches(text))
        {
            parameters[match.Groups["name"].Value] =
                match.Groups["double"] is { Success: true } twice ? new StringValue(twice.Value.Replace("\\\"", "\"", StringComparison.Ordinal))
                : match.Groups["single"] is { Success: true } once ? new StringValue(once.Value.Replace("\\'", "'", StringComparison.Ordinal))
                : LiquidExpansion.Of(context).Evaluate(match.Groups["variable"].Value, context);
        }

        return parameters;
    }

    private static (string Name, Dictionary<string, FluidValue> Parameters) Read(TagUse use, TemplateContext context)
    {
        var variable = VariableName.Match(use.Arguments);
        if (variable.Success)
        {
            return (Expand(variable.Groups["variable"].Value.Trim(), context).Trim(), Parameters(variable.Groups["parameters"].Value, context));
        }

        var parts = use.Arguments.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? ("", []) : (parts[0].Trim('"', '\''), Parameters(parts.Length > 1 ? parts[1] : "", context));
    }

    private static string Write(string name, string path, Dictionary<string, FluidValue> parameters, TemplateContext context)
    {
        var expansion = LiquidExpansion.Of(context);
        if (!expansion.Post.Site.Includes.TryGetValue(path, out var text))
        {
            expansion.Warn("liquid-include-not-found", $"The file '{name}' to include is not there or was too large to keep, so it was left out.");
            return "";
        }

        if (expansion.IncludeDepth >= MaximumDepth)
        {
            expansion.Warn("liquid-include-depth", $"The file '{name}' is included more than {MaximumDepth} levels deep, so it was left out. An include must not include itself.");
            return "";
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        expansion.Bounds.Spend(1_000 + text.Length);
        return expansion.ParseInclude(path, text) is { } template ? Write(template, parameters, context) : text;
    }

    private static string Write(IFluidTemplate template, Dictionary<string, FluidValue> parameters, TemplateContext context)
    {
        var expansion = LiquidExpansion.Of(context);
        var line = expansion.Line;
        var outer = context.GetValue("include");
        expansion.IncludeDepth++;
        context.SetValue("include", new MapValue([.. parameters]));
        var written = expansion.Render(template, context);

        // What an include assigns is known after it, as in Jekyll; its parameters are not.
        context.SetValue("include", outer);
        expansion.IncludeDepth--;
        expansion.Line = line;
        return written;
    }

    // Jekyll's VARIABLE_SYNTAX and VALID_SYNTAX.
    [GeneratedRegex(@"^(?<variable>[^{]*(?:\{\{\s*[\w\-.]+\s*(?:\|[^}]*)?\}\}[^\s{}]*)+)(?<parameters>.*)$", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex VariableName { get; }

    [GeneratedRegex("""(?<name>[\w-]+)\s*=\s*(?:"(?<double>[^"\\]*(?:\\.[^"\\]*)*)"|'(?<single>[^'\\]*(?:\\.[^'\\]*)*)'|(?<variable>[\w.-]+))""", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Parameter { get; }
}
