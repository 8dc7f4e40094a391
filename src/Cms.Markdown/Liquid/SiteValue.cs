using System.Globalization;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>What <c>site</c> is: the configuration and the data files. Lists of posts are empty, because a post is rendered by itself.</summary>
internal sealed class SiteValue(FluidValue configuration, FluidValue data) : FluidValue
{
    public override FluidValues Type => FluidValues.Dictionary;

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context)
    {
        switch (name)
        {
            case "data":
                return new(data);
            case "posts" or "tags" or "categories" or "pages" or "documents" or "static_files" or "html_pages" or "related_posts" or "collections":
                LiquidExpansion.Of(context).Warn("liquid-site-list", $"'site.{name}' is empty here: a post is rendered by itself. Ask the API for lists of posts.");
                return new(ArrayValue.Empty);
            case "time":
                return new(JekyllDates.ValueOf(context.Now()));
            default:
                return configuration.GetValueAsync(name, context);
        }
    }

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => GetValueAsync(index.ToStringValue(), context);

    public override bool Equals(FluidValue? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => "";

    public override object ToObjectValue() => this;

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo) => default;

    [Obsolete("The engine asks for it still.")]
    public override void WriteTo(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
    }
}
