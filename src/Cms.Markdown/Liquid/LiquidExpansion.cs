using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Cms.Markdown.Templates;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>One text on its way through Liquid: what it may name and use, and what was found in it.</summary>
internal sealed class LiquidExpansion(
    JekyllParser parser, TemplateLanguage language, PostContext post, Func<string, string> markdownify, List<RenderingWarning> warnings, CancellationToken ct)
{
    private const int MostWarnings = 100;
    private const int MaximumExpressionLength = 2_000;
    private const string Key = "expansion";

    // What a published site is built with.
    private static readonly FluidValue Jekyll = JsonValues.Of(new JsonObject { ["environment"] = "production", ["version"] = "4.4.1" });

    private readonly Dictionary<string, Expression?> expressions = new(StringComparer.Ordinal);
    private readonly Dictionary<int, LoopMarkup?> loops = [];
    private readonly Dictionary<string, IFluidTemplate?> included = new(StringComparer.Ordinal);
    private readonly HashSet<(int Line, string Message)> warned = [];

    public PostContext Post => post;

    public LiquidBounds Bounds { get; } = new(ct);

    /// <summary>Tags of ours; a template names them by their place.</summary>
    public List<TagUse> Uses { get; } = [];

    /// <summary>Pieces that are no Liquid; a template names them by their place.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Where loops ended, for others to go on.</summary>
    public Dictionary<string, int> Offsets { get; } = new(StringComparer.Ordinal);

    /// <summary>What <c>ifchanged</c> showed last.</summary>
    public string? LastChanged { get; set; }

    /// <summary>How many files include one another at this point.</summary>
    public int IncludeDepth { get; set; }

    /// <summary>The line that is worked on, counted from 1.</summary>
    public int Line { get; set; } = 1;

    public IReadOnlyDictionary<string, LiquidTag> Tags { get; } = LiquidTags.Of(language);

    /// <summary>Whether fenced code is left alone, as Hexo does.</summary>
    public bool KeepsFences => language == TemplateLanguage.Hexo;

    public static LiquidExpansion Of(TemplateContext context) => (LiquidExpansion)context.AmbientValues[Key];

    public TemplateContext Open(TemplateOptions options)
    {
        var context = new TemplateContext(options, StringComparer.Ordinal) { Now = () => TimeZoneInfo.ConvertTime(post.Now, post.Site.Zone), TimeZone = post.Site.Zone };
        context.AmbientValues[Key] = this;
        context.SetValue("site", post.Site.Value);
        context.SetValue("page", JsonValues.Of(post.Page));
        context.SetValue("jekyll", Jekyll);
        return context;
    }

    /// <summary>A text as Fluid takes it; null, with a warning, where it can't be taken at all.</summary>
    public IFluidTemplate? Parse(string text, int firstLine)
    {
        for (var strict = false; ; strict = true)
        {
            // Fluid gives up on the whole at the first tag that it does not like, so such tags are looked for only then.
            var template = LiquidRewriter.Rewrite(text, this, firstLine, strict ? parser : null);
            if (template is null)
            {
                return null;
            }

            if (parser.TryParse(template, out var parsed, out var error))
            {
                return parsed;
            }

            if (strict)
            {
                Warn("liquid-syntax", $"The Liquid can't be read and was left as it is: {error.Split('\n')[0]}");
                return null;
            }
        }
    }

    /// <summary>The text of a file that is included, read once for the whole text.</summary>
    public IFluidTemplate? ParseInclude(string path, string text)
    {
        if (!included.TryGetValue(path, out var template))
        {
            included[path] = template = Parse(text, -Line);
        }

        return template;
    }

    public string Render(IFluidTemplate template, TemplateContext context)
    {
        using var output = new LiquidBounds.Writer(Bounds);

        // Nothing in it waits: what it names is here.
        template.RenderAsync(output, NullEncoder.Default, context).AsTask().GetAwaiter().GetResult();
        return output.ToString();
    }

    /// <summary>What a block holds, and whether a loop around it ends there.</summary>
    public async ValueTask<(string Body, Completion Completion)> RenderAsync(IReadOnlyList<Statement> statements, TemplateContext context)
    {
        await using var output = new LiquidBounds.Writer(Bounds);
        var completion = await WriteAsync(statements, output, NullEncoder.Default, context);
        return (output.ToString(), completion);
    }

    public static async ValueTask<Completion> WriteAsync(IReadOnlyList<Statement> statements, TextWriter output, TextEncoder encoder, TemplateContext context)
    {
        foreach (var statement in statements)
        {
            if (await statement.WriteToAsync(output, encoder, context) is var completion && completion != Completion.Normal)
            {
                return completion;
            }
        }

        return Completion.Normal;
    }

    /// <summary>What a tag of ours writes.</summary>
    /// <param name="body">What the block holds; empty for a tag.</param>
    public string Write(TagUse use, string body, TemplateContext context)
    {
        context.IncrementSteps();
        Line = use.Line;
        Bounds.Spend(100 + use.Arguments.Length + body.Length);
        var tag = Tags[use.Name];
        return (use.IsAlone ? tag.Alone! : tag.Write)(use, body, context);
    }

    /// <summary>What a loop goes over, read once; null, with a warning, where it can't be read.</summary>
    public LoopMarkup? LoopOf(int id)
    {
        if (!loops.TryGetValue(id, out var loop))
        {
            var use = Uses[id];
            loops[id] = loop = LoopMarkup.Of(use.Arguments);
            if (loop is null)
            {
                Warn(use.Line, "liquid-syntax", $"The loop {{% {use.Name} {use.Arguments} %}} can't be read and was left out. Write {{% {use.Name} item in list %}}.");
            }
        }

        return loop;
    }

    /// <summary>The value of an expression that a tag or a filter holds; nil for what is none.</summary>
    public FluidValue Evaluate(string expression, TemplateContext context) => ExpressionOf(expression, isCondition: false) is { } parsed
        ? parsed.EvaluateAsync(context).AsTask().GetAwaiter().GetResult()
        : NilValue.Instance;

    /// <summary>An expression, or a condition, read once for the whole text; null for what is none.</summary>
    public Expression? ExpressionOf(string text, bool isCondition)
    {
        var key = (isCondition ? "?" : " ") + text;
        if (!expressions.TryGetValue(key, out var parsed))
        {
            Bounds.Spend(1_000);
            if (text.Length <= MaximumExpressionLength && !LiquidComplexity.IsBeyond(text))
            {
                parsed = LooseSyntax.ReadingsOf(text).Select(reading => Read(reading, isCondition)).FirstOrDefault(read => read is not null);
            }

            expressions[key] = parsed;
            if (parsed is null)
            {
                Warn("liquid-syntax", $"The expression '{text}' can't be read. Correct it.");
            }
        }

        return parsed;
    }

    private Expression? Read(string text, bool isCondition) => isCondition ? parser.ParseCondition(text) : parser.ParseExpression(text);

    /// <summary>Markdown as HTML, which costs more than text.</summary>
    public string Markdown(string text)
    {
        Bounds.Spend(1_000 + (20L * text.Length));
        return markdownify(text);
    }

    public void Warn(string code, string message) => Warn(Line, code, message);

    public void Warn(int line, string code, string message)
    {
        if (warned.Count < MostWarnings && warned.Add((line, message)))
        {
            warnings.Add(new(line, code, message));
        }
    }
}

/// <summary>A tag of ours as it stands in a text.</summary>
/// <param name="IsAlone">Whether it is a block's tag that nothing closes.</param>
internal sealed record TagUse(string Name, string Arguments, int Line, bool IsAlone = false);

/// <param name="IsBlock">Whether it ends at a tag of its own.</param>
/// <param name="Write">Makes the text of it, of what the block holds.</param>
/// <param name="Alone">The same for a block that may also be a tag by itself.</param>
internal sealed record LiquidTag(bool IsBlock, Func<TagUse, string, TemplateContext, string> Write, Func<TagUse, string, TemplateContext, string>? Alone = null);
