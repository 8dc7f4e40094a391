using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>What <c>group_by</c> makes: a name and its items. Equal only to itself, so that groups of groups cost nothing to compare.</summary>
internal sealed class GroupValue(string name, IReadOnlyList<FluidValue> items) : FluidValue
{
    public override FluidValues Type => FluidValues.Object;

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => new(Of(name));

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => new(Of(index.ToStringValue()));

    public override bool Equals(FluidValue? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => "";

    public override object ToObjectValue() => this;

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo) => default;

    [Obsolete("The engine asks for it still.")]
    public override void WriteTo(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
    }

    private FluidValue Of(string property) => property switch
    {
        "name" => new StringValue(name),
        "items" => new ArrayValue(items),
        "size" => NumberValue.Create(items.Count),
        _ => NilValue.Instance,
    };
}
