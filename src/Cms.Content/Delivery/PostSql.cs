using System.Text;
using Cms.Content.Search;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Turns a filter into SQL. Values become parameters; only names from closed lists become text.</summary>
/// <remarks>The published copy is <c>p</c> throughout.</remarks>
internal sealed class PostSql(NpgsqlParameterCollection parameters)
{
    // A tree this deep was not written by a person, and each level costs stack.
    private const int MaximumDepth = 32;

    private readonly StringBuilder sql = new();

    public static string Where(PostFilter? filter, NpgsqlParameterCollection parameters)
    {
        if (filter is null)
        {
            return "true";
        }

        var where = new PostSql(parameters);
        where.Append(filter, 0);
        return where.sql.ToString();
    }

    /// <summary>Conditions on the term <c>t</c> itself; all of them hold.</summary>
    public static string OfTerm(IReadOnlyList<PostFilter.Terms> conditions, NpgsqlParameterCollection parameters)
    {
        var where = new PostSql(parameters);
        return conditions.Count == 0 ? "true" : string.Join(" and ", conditions.Select(terms => $"t.id in ({where.Meant(terms, where.Add(CarriedTerms.Name(terms.Taxonomy)))})"));
    }

    /// <summary>The rows of posts that carry a term which the filter names, if it holds for no other posts; null where it names none.</summary>
    public static PostCarriers? CarriersOf(PostFilter? filter, NpgsqlParameterCollection parameters)
    {
        var named = (filter as PostFilter.And)?.Of ?? (filter is null ? [] : [filter]);
        if (named.OfType<PostFilter.Terms>().FirstOrDefault(IsNamed) is not { } terms)
        {
            return null;
        }

        var keys = new PostSql(parameters);
        return new(ContentTables.PublishedPostTerms, "term_id", keys.Meant(terms, keys.Add(CarriedTerms.Name(terms.Taxonomy))));
    }

    private static bool IsNamed(PostFilter.Terms terms) =>
        terms.Quantifier == Quantifier.Some && (terms.Match == TermMatch.SlugOrName || terms.Operator is Operator.Equal or Operator.In);

    /// <summary>Adds a parameter and names it.</summary>
    public static string Parameter(NpgsqlParameterCollection parameters, object value)
    {
        parameters.Add(new NpgsqlParameter { Value = value });
        return $"${parameters.Count}";
    }

    private void Append(PostFilter filter, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new ContentException(new ContentError.InvalidParameter("where", $"The filter is nested more than {MaximumDepth} deep. Flatten it."));
        }

        switch (filter)
        {
            case PostFilter.And and:
                AppendAll(and.Of, " and ", "true", depth);
                break;
            case PostFilter.Or or:
                AppendAll(or.Of, " or ", "false", depth);
                break;
            case PostFilter.Ids ids:
                sql.Append("p.id = any(").Append(Add(ids.Values.ToArray())).Append(')');
                break;
            case PostFilter.Featured featured:
                sql.Append("coalesce((p.data ->> 'featured')::boolean, false) = ").Append(Add(featured.Value));
                break;
            case PostFilter.Text text:
                AppendText(ColumnOf(text.Property), text.Operator, text.Values);
                break;
            case PostFilter.Instant instant:
                AppendComparison(ColumnOf(instant.Property), instant.Operator, instant.Values.Select(value => value.ToUniversalTime()).ToArray());
                break;
            case PostFilter.Number number:
                AppendComparison(ColumnOf(number.Property), number.Operator, number.Values.ToArray());
                break;
            case PostFilter.Terms terms:
                AppendTerms(terms);
                break;
            case PostFilter.AnyTerms terms:
                sql.Append(terms.Any ? "" : "not ").Append("exists (select from ").Append(ContentTables.PublishedPostTerms)
                    .Append(" c where c.post_id = p.id and c.taxonomy = ").Append(Add(CarriedTerms.Name(terms.Taxonomy))).Append(')');
                break;
            case PostFilter.Found found:
                sql.Append("exists (select from ").Append(SearchTables.Documents).Append(" d where d.post_id = p.id and d.words @@ ").Append(Add(found.Condition)).Append("::tsquery)");
                break;
            case PostFilter.Statuses:
                throw new ContentException(new ContentError.InvalidParameter(
                    "where", "'status' is for working copies: ask for them with 'version: DRAFT' and a key that may preview. Readers see published posts alone."));
            default:
                throw new NotSupportedException(filter.GetType().Name);
        }
    }

    private void AppendAll(IReadOnlyList<PostFilter> filters, string separator, string empty, int depth)
    {
        if (filters.Count == 0)
        {
            sql.Append(empty);
            return;
        }

        for (var i = 0; i < filters.Count; i++)
        {
            sql.Append(i == 0 ? "(" : separator);
            Append(filters[i], depth + 1);
        }

        sql.Append(')');
    }

    // A missing value is a value: it is not equal to any text, and not among any texts.
    private void AppendText(string column, Operator @operator, IReadOnlyList<string?> values)
    {
        var texts = values.OfType<string>().ToArray();
        var withNull = texts.Length < values.Count;
        switch (@operator)
        {
            case Operator.Equal or Operator.In when values is [{ } one]:
                // An index that begins with the column gives its order only for one value.
                sql.Append(column).Append(" = ").Append(Add(one));
                break;
            case Operator.Equal or Operator.In:
                sql.Append('(').Append(column).Append(" = any(").Append(Add(texts)).Append(')').Append(withNull ? $" or {column} is null)" : ")");
                break;
            case Operator.NotEqual or Operator.NotIn:
                sql.Append("((").Append(column).Append(" = any(").Append(Add(texts)).Append(")) is not true").Append(withNull ? $" and {column} is not null)" : ")");
                break;
            case Operator.Contains:
                sql.Append("coalesce(strpos(").Append(column).Append(", ").Append(Add(texts[0])).Append(") > 0, false)");
                break;
            case Operator.StartsWith:
                sql.Append("coalesce(starts_with(").Append(column).Append(", ").Append(Add(texts[0])).Append("), false)");
                break;
            default:
                throw new NotSupportedException($"{@operator} on text");
        }
    }

    private void AppendComparison<T>(string column, Operator @operator, T[] values)
    {
        sql.Append(column).Append(@operator switch
        {
            Operator.Equal or Operator.In when values is [var one] => $" = {Add(one!)}",
            Operator.Equal or Operator.In => $" = any({Add(values)})",
            Operator.NotEqual or Operator.NotIn => $" <> all({Add(values)})",
            Operator.GreaterThan => $" > {Add(values[0]!)}",
            Operator.GreaterThanOrEqual => $" >= {Add(values[0]!)}",
            Operator.LessThan => $" < {Add(values[0]!)}",
            Operator.LessThanOrEqual => $" <= {Add(values[0]!)}",
            _ => throw new NotSupportedException($"{@operator} on {typeof(T).Name}"),
        });
    }

    private void AppendTerms(PostFilter.Terms terms)
    {
        var taxonomy = Add(CarriedTerms.Name(terms.Taxonomy));
        var carried = $"select from {ContentTables.PublishedPostTerms} c where c.post_id = p.id and c.taxonomy = {taxonomy}";
        var meant = $"c.term_id = any(array({Meant(terms, taxonomy)}))";
        sql.Append(terms.Quantifier switch
        {
            Quantifier.Some => $"exists ({carried} and {meant})",
            Quantifier.None => $"not exists ({carried} and {meant})",
            Quantifier.All => $"not exists ({carried} and not {meant})",
            _ => throw new NotSupportedException(terms.Quantifier.ToString()),
        });
    }

    // A slug or name that a term had before means it still: no other one gets it.
    private string Meant(PostFilter.Terms terms, string taxonomy)
    {
        var bySlug = $"select s.term_id from {ContentTables.TermSlugs} s where s.taxonomy = {taxonomy} and s.slug = any(";
        var byKey = $"select k.term_id from {ContentTables.TermKeys} k where k.taxonomy = {taxonomy} and k.key = any(";
        return (terms.Match, terms.Operator) switch
        {
            (TermMatch.SlugOrName, _) =>
                $"{bySlug}{Add(terms.Values.ToArray())}) union {byKey}{Add(terms.Values.Select(Posts.SlugRules.TermKey).ToArray())})",
            (TermMatch.Slug, Operator.Equal or Operator.In) => $"{bySlug}{Add(terms.Values.ToArray())})",
            _ => $"select t.id from {ContentTables.Terms} t where t.taxonomy = {taxonomy} and {Condition(terms)}",
        };
    }

    private string Condition(PostFilter.Terms terms)
    {
        var column = terms.Match == TermMatch.Slug ? "t.slug" : "t.name";
        return terms.Operator switch
        {
            Operator.Equal or Operator.In => $"{column} = any({Add(terms.Values.ToArray())})",
            Operator.NotEqual or Operator.NotIn => $"{column} <> all({Add(terms.Values.ToArray())})",
            Operator.Contains => $"strpos({column}, {Add(terms.Values[0])}) > 0",
            Operator.StartsWith => $"starts_with({column}, {Add(terms.Values[0])})",
            _ => throw new NotSupportedException($"{terms.Operator} on terms"),
        };
    }

    private string Add(object value) => Parameter(parameters, value);

    private static string ColumnOf(PostText property) => property switch
    {
        PostText.Title => "(p.data ->> 'title')",
        PostText.Slug => "p.slug",
        PostText.Path => "p.path",
        PostText.Language => "p.language",
        _ => throw new NotSupportedException(property.ToString()),
    };

    private static string ColumnOf(PostInstant property) => property == PostInstant.PublishedAt ? "p.published_at" : "p.modified_at";

    private static string ColumnOf(PostNumber property) => property switch
    {
        PostNumber.Year => "p.year",
        PostNumber.Month => "p.month",
        PostNumber.WordCount => "(p.data ->> 'wordCount')::bigint",
        _ => throw new NotSupportedException(property.ToString()),
    };
}
