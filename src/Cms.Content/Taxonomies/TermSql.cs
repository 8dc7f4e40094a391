using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Taxonomies;

/// <summary>Turns conditions on terms into SQL. The term is <c>t</c>, counted or not.</summary>
internal sealed class TermSql(Taxonomy taxonomy, NpgsqlParameterCollection parameters)
{
    private readonly ValueSql compare = new(parameters);

    /// <exception cref="ContentException"><see cref="ContentError.InvalidParameter"/> for a filter beyond <see cref="PostFilterBounds"/>.</exception>
    public CountedWhere Where(TermFilter? filter)
    {
        if (filter is null)
        {
            return CountedWhere.All;
        }

        TermFilter.Check(filter);
        return CountedWhere.Of(filter, Sql);
    }

    // A slug or name that a term had before means it still: no other one gets it.
    public static string Meant(TermTest test, string taxonomy, ValueSql compare)
    {
        var bySlug = $"select s.term_id from {ContentTables.TermSlugs} s where s.taxonomy = {taxonomy} and s.slug = any(";
        var byKey = $"select k.term_id from {ContentTables.TermKeys} k where k.taxonomy = {taxonomy} and k.key = any(";
        return (test.Match, test.Operator) switch
        {
            (TermMatch.SlugOrName, _) => $"{bySlug}{compare.Add(test.Values.ToArray())}) union {byKey}{compare.Add(test.Values.Select(SlugRules.TermKey).ToArray())})",
            (TermMatch.Slug, Operator.Equal or Operator.In) => $"{bySlug}{compare.Add(test.Values.ToArray())})",
            _ => $"select t.id from {ContentTables.Terms} t where t.taxonomy = {taxonomy} and {compare.Text(test.Match == TermMatch.Slug ? "t.slug" : "t.name", test.Operator, test.Values)}",
        };
    }

    private string Sql(TermFilter filter) => filter switch
    {
        TermFilter.And and => ValueSql.Join(and.Of.Select(Sql), " and ", "true"),
        TermFilter.Or or => ValueSql.Join(or.Of.Select(Sql), " or ", "false"),
        TermFilter.Named named => $"t.id in ({Meant(named.Test, compare.Add(CarriedTerms.Name(taxonomy)), compare)})",
        TermFilter.Description description => compare.Text("t.description", description.Operator, description.Values),
        TermFilter.Count count => compare.Values("t.count", count.Operator, count.Values.ToArray()),
        _ => throw new NotSupportedException(filter.GetType().Name),
    };
}
