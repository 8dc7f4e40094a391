using Cms.Content;
using Cms.Content.Delivery;

namespace Cms.GraphQL.Filters;

/// <summary>One operator of a filter and what it compares with.</summary>
/// <param name="Values">One value, or several for lists.</param>
internal sealed record Comparison(Operator Operator, IReadOnlyList<object?> Values)
{
    private const int MostValues = PostFilterBounds.MaximumValues;

    private static readonly Dictionary<string, Operator> Operators = new(StringComparer.Ordinal)
    {
        ["eq"] = Operator.Equal,
        ["neq"] = Operator.NotEqual,
        ["in"] = Operator.In,
        ["nin"] = Operator.NotIn,
        ["gt"] = Operator.GreaterThan,
        ["gte"] = Operator.GreaterThanOrEqual,
        ["lt"] = Operator.LessThan,
        ["lte"] = Operator.LessThanOrEqual,
        ["contains"] = Operator.Contains,
        ["startsWith"] = Operator.StartsWith,
    };

    /// <summary>Reads an operation input; each of its fields is a comparison.</summary>
    /// <param name="nullable">Whether <c>eq: null</c> asks for a missing value.</param>
    /// <exception cref="ContentException">A null or a list that cannot be compared with.</exception>
    public static IReadOnlyList<Comparison> ReadAll(IDictionary<string, object?> input, bool nullable) =>
        [.. input.Select(field => Read(field.Key, field.Value, nullable))];

    /// <summary>The comparisons of a field within an input.</summary>
    /// <exception cref="ContentException">It is null.</exception>
    public static IReadOnlyList<Comparison> Of(KeyValuePair<string, object?> field) =>
        field.Value as IReadOnlyList<Comparison> ?? throw NoCondition(field.Key);

    public IReadOnlyList<T> ValuesOf<T>() => [.. Values.Cast<T>()];

    public IReadOnlyList<long> Numbers() => [.. ValuesOf<int>().Select(value => (long)value)];

    private static Comparison Read(string name, object? value, bool nullable)
    {
        var @operator = Operators[name];
        if (@operator is Operator.In or Operator.NotIn)
        {
            var values = ((IEnumerable<object?>?)value)?.ToList() ?? throw Refusal($"'{name}' needs a list.");
            return values.Count > MostValues ? throw Refusal($"'{name}' has {values.Count} values, and {MostValues} are the most.")
                : !nullable && values.Contains(null) ? throw Refusal($"'{name}' cannot hold null here.")
                : new Comparison(@operator, values);
        }

        return value is null && !(nullable && @operator is Operator.Equal or Operator.NotEqual)
            ? throw Refusal($"'{name}' cannot be null here. Leave it out, or give it a value.")
            : new Comparison(@operator, [value]);
    }

    internal static ContentException NoCondition(string name) => Refusal($"'{name}' cannot be null. Leave it out, or give it a condition.");

    internal static ContentException Refusal(string reason) => new(new ContentError.InvalidParameter("where", reason));
}
