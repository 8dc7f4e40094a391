using System.Text;
using Cms.Content.Search;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Turns a filter into SQL. Values become parameters; only names from closed lists become text.</summary>
/// <remarks>The published copy is <c>p</c> throughout. A condition may be null where something is missing, which counts as not holding.</remarks>
internal sealed partial class PostSql(NpgsqlParameterCollection parameters, PrivateFields hidden)
{
    /// <summary>Said before a question with a filter, in the same batch: what is planned once for all values knows no common tag from a rare one.</summary>
    public const string Settings = "select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true), set_config('random_page_cost', '1.1', true), set_config('max_parallel_workers_per_gather', '0', true)";

    private readonly StringBuilder sql = new();
    private readonly ValueSql compare = new(parameters);

    /// <exception cref="ContentException"><see cref="ContentError.InvalidParameter"/> for a filter beyond <see cref="PostFilterBounds"/>, or on what readers do not see.</exception>
    public static string Where(PostFilter? filter, PrivateFields hidden, NpgsqlParameterCollection parameters)
    {
        if (filter is null)
        {
            return "true";
        }

        PostFilterBounds.Check(filter);
        var where = new PostSql(parameters, hidden);
        where.Append(filter);
        return where.sql.ToString();
    }

    /// <summary>The id of the term that a slug leads to; null where there is none.</summary>
    public static string TermOfSlug(Taxonomy taxonomy, string slug, NpgsqlParameterCollection parameters) =>
        $"(select s.term_id from {ContentTables.TermSlugs} s where s.taxonomy = {Parameter(parameters, CarriedTerms.Name(taxonomy))} and s.slug = {Parameter(parameters, slug)})";

    /// <summary>Adds a parameter and names it.</summary>
    public static string Parameter(NpgsqlParameterCollection parameters, object value)
    {
        parameters.Add(new NpgsqlParameter { Value = value });
        return $"${parameters.Count}";
    }

    private void Append(PostFilter filter)
    {
        switch (filter)
        {
            case PostFilter.And and:
                AppendAll(and.Of, " and ", "true");
                break;
            case PostFilter.Or or:
                AppendAll(or.Of, " or ", "false");
                break;
            case PostFilter.Ids ids:
                sql.Append(ids.Among ? "p.id = any(" : "p.id <> all(").Append(Add(ids.Values.ToArray())).Append(')');
                break;
            case PostFilter.Featured featured:
                sql.Append("(p.data ->> 'featured') ").Append(featured.Value ? "= 'true'" : "is distinct from 'true'");
                break;
            case PostFilter.Text { Property: PostText.Title } title:
                sql.Append('(').Append(TitleBounds(title)).Append(compare.Text("(p.data ->> 'title')", title.Operator, title.Values)).Append(')');
                break;
            case PostFilter.Text text:
                sql.Append(compare.Text(ColumnOf(text.Property), text.Operator, text.Values));
                break;
            case PostFilter.Instant instant:
                sql.Append(compare.Values(ColumnOf(instant.Property), instant.Operator, instant.Values.Select(value => value.ToUniversalTime()).ToArray()));
                break;
            case PostFilter.Number { Property: PostNumber.Year, Operator: Operator.Equal, Values: [> 2 and < 9998 and var year] }:
                AppendYear((int)year);
                break;
            case PostFilter.Number number:
                sql.Append(compare.Values(ColumnOf(number.Property), number.Operator, number.Values.ToArray()));
                break;
            case PostFilter.Terms terms:
                sql.Append(CompareTerms(terms));
                break;
            case PostFilter.AnyTerms terms:
                sql.Append(terms.Any ? "" : "not ").Append("exists (select from ").Append(ContentTables.PublishedPostTerms)
                    .Append(" c where c.post_id = p.id and c.taxonomy = ").Append(Add(CarriedTerms.Name(terms.Taxonomy))).Append(')');
                break;
            case PostFilter.Links links:
                sql.Append(CompareLinks(links));
                break;
            case PostFilter.AnyLinks links:
                sql.Append(links.Any ? "" : "not ").Append("exists (select from ").Append(ContentTables.PublishedPostLinks).Append(" c where c.post_id = p.id)");
                break;
            case PostFilter.Fields fields:
                sql.Append(CompareFields(fields));
                break;
            case PostFilter.AnyFields fields:
                sql.Append(fields.Any ? "" : "not ").Append(HasField("true"));
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

    // The post's own day is at most a day from the one in UTC. Without these bounds the newest posts are walked through down to that year.
    private void AppendYear(int year)
    {
        var begin = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        sql.Append("(p.year = ").Append(Add(year)).Append(" and p.published_at >= ").Append(Add(begin.AddDays(-2)))
            .Append(" and p.published_at < ").Append(Add(begin.AddYears(1).AddDays(2))).Append(')');
    }

    private void AppendAll(IReadOnlyList<PostFilter> filters, string separator, string empty)
    {
        if (filters.Count == 0)
        {
            sql.Append(empty);
            return;
        }

        for (var i = 0; i < filters.Count; i++)
        {
            sql.Append(i == 0 ? "(" : separator);
            Append(filters[i]);
        }

        sql.Append(')');
    }

    // The title itself has no index, but its folded key has: what is equal, or begins the same, has a key that does.
    private string TitleBounds(PostFilter.Text title)
    {
        switch (title.Operator)
        {
            case Operator.Equal or Operator.In when title.Values.All(value => value is not null):
                return $"p.title_key = any({Add(title.Values.Select(value => Posts.PublishedCopies.SortKey(value!)).ToArray())}) and ";
            case Operator.StartsWith when Posts.PublishedCopies.SortKey(title.Values[0]!) is { Length: > 0 } first:
                var last = first.ToArray();
                last[^1]++;
                return $"p.title_key >= {Add(first)} and p.title_key < {Add(last)} and ";
            default:
                return "";
        }
    }

    private string Add(object value) => Parameter(parameters, value);

    private static string ColumnOf(PostText property) => property switch
    {
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
