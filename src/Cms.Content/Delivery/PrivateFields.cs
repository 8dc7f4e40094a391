using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Front matter keys that no reader learns of: not shown, and not found by a filter, which would tell them value by value.</summary>
/// <param name="patterns">Names; <c>*</c> at the beginning stands for anything. Case does not matter.</param>
public sealed class PrivateFields(IReadOnlyList<string> patterns)
{
    public bool Has(string name) => patterns.Any(pattern =>
        pattern is ['*', ..]
            ? name.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : name.Equals(pattern, StringComparison.OrdinalIgnoreCase));

    /// <summary>The condition that a column with a name is none of them.</summary>
    internal string IsPublic(string column, NpgsqlParameterCollection parameters)
    {
        if (patterns.Count == 0)
        {
            return "true";
        }

        var names = patterns.Where(pattern => pattern is not ['*', ..]).Select(pattern => pattern.ToLowerInvariant()).ToArray();
        var ends = patterns.Where(pattern => pattern is ['*', ..]).Select(pattern => pattern[1..].ToLowerInvariant()).ToArray();
        return $"(lower({column}) <> all({PostSql.Parameter(parameters, names)}) and not exists (select from unnest({PostSql.Parameter(parameters, ends)}) e(name) where right(lower({column}), length(e.name)) = e.name))";
    }
}
