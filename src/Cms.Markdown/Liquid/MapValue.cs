using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Names and values in their order. As in Ruby a name comes before what every map can say, like its size. Equal only to itself, so that nested ones cost nothing to compare.</summary>
internal sealed class MapValue(Lazy<IReadOnlyList<KeyValuePair<string, FluidValue>>> entries) : FluidValue
{
    private readonly Lazy<Dictionary<string, FluidValue>> byName = new(() =>
    {
        Dictionary<string, FluidValue> values = new(StringComparer.Ordinal);
        foreach (var (name, value) in entries.Value)
        {
            values[name] = value;
        }

        return values;
    });

    public MapValue(IReadOnlyList<KeyValuePair<string, FluidValue>> entries)
        : this(new Lazy<IReadOnlyList<KeyValuePair<string, FluidValue>>>(entries))
    {
    }

    public IReadOnlyList<KeyValuePair<string, FluidValue>> Entries => entries.Value;

    public override FluidValues Type => FluidValues.Dictionary;

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => new(Find(name));

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => new(Find(index.ToStringValue()));

    public bool Has(string name) => byName.Value.ContainsKey(name);

    public override IEnumerable<FluidValue> Enumerate(TemplateContext context) => Entries.Select(Pair);

    public override bool Equals(FluidValue? other) => ReferenceEquals(this, other) || (other is not null && Entries.Count == 0 && (other == EmptyValue.Instance || other == BlankValue.Instance));

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

    private FluidValue Find(string name) => byName.Value.TryGetValue(name, out var value) ? value : name switch
    {
        "size" => NumberValue.Create(Entries.Count),
        "first" when Entries.Count > 0 => Pair(Entries[0]),
        _ => NilValue.Instance,
    };

    private static ArrayValue Pair(KeyValuePair<string, FluidValue> entry) => new([new StringValue(entry.Key), entry.Value]);
}
