using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Compares columns with values that become parameters.</summary>
/// <remarks>A comparison may be null where the column is, which counts as not holding.</remarks>
internal sealed class ValueSql(NpgsqlParameterCollection parameters)
{
    /// <param name="empty">What holds where there are no conditions.</param>
    public static string Join(IEnumerable<string> conditions, string separator, string empty)
    {
        var all = string.Join(separator, conditions);
        return all.Length == 0 ? empty : $"({all})";
    }

    public string Add(object value) => PostSql.Parameter(parameters, value);

    // A missing value is a value: it is not equal to any text, and not among any texts.
    public string Text(string column, Operator @operator, IReadOnlyList<string?> values)
    {
        var texts = values.OfType<string>().ToArray();
        var withNull = texts.Length < values.Count;
        return @operator switch
        {
            // An index that begins with the column gives its order for one value only.
            Operator.Equal or Operator.In when values is [{ } one] => $"{column} = {Add(one)}",
            Operator.Equal or Operator.In when withNull => $"({column} = any({Add(texts)}) or {column} is null)",
            Operator.Equal or Operator.In => $"{column} = any({Add(texts)})",
            Operator.NotEqual or Operator.NotIn => $"(({column} = any({Add(texts)})) is not true{(withNull ? $" and {column} is not null" : "")})",
            Operator.Contains => $"strpos({column}, {Add(texts[0])}) > 0",
            Operator.StartsWith => $"starts_with({column}, {Add(texts[0])})",
            _ => throw new NotSupportedException($"{@operator} on text"),
        };
    }

    public string Values<T>(string column, Operator @operator, T[] values, string cast = "") => @operator switch
    {
        Operator.Equal or Operator.In when values is [var one] => $"{column} = {Add(one!)}{cast}",
        Operator.Equal or Operator.In => $"{column} = any({Add(values)}{(cast.Length > 0 ? $"{cast}[]" : "")})",
        Operator.NotEqual or Operator.NotIn => $"{column} <> all({Add(values)}{(cast.Length > 0 ? $"{cast}[]" : "")})",
        Operator.GreaterThan => $"{column} > {Add(values[0]!)}{cast}",
        Operator.GreaterThanOrEqual => $"{column} >= {Add(values[0]!)}{cast}",
        Operator.LessThan => $"{column} < {Add(values[0]!)}{cast}",
        Operator.LessThanOrEqual => $"{column} <= {Add(values[0]!)}{cast}",
        _ => throw new NotSupportedException($"{@operator} on {typeof(T).Name}"),
    };
}
