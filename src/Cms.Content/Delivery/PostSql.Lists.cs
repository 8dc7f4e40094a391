using System.Globalization;
using System.Text.Json;
using Cms.Content.Links;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;

namespace Cms.Content.Delivery;

/// <summary>Conditions on what a post has many of: terms, links and fields.</summary>
internal sealed partial class PostSql
{
    // So many combinations of names and values are looked up in the index of fields; more are compared one by one.
    private const int MostIndexedFields = 20;

    private const string FieldsOfPost = "(p.data -> 'filterFields')";

    private string CompareTerms(PostFilter.Terms terms)
    {
        // A term belongs to one taxonomy, so its id says enough where there is one to be found.
        if (terms is { Known: { } ids, Quantifier: not Quantifier.All })
        {
            if (terms is { AreRare: true, Quantifier: Quantifier.Some })
            {
                // Gathered rather than met on a walk through all posts: PostgreSQL takes a rare tag to be spread over all years, and it seldom is.
                return $"p.id = any(array(select c.post_id from {ContentTables.PublishedPostTerms} c where c.term_id = any({Add(ids)})))";
            }

            var which = ids is [var one] ? $"= {Add(one)}" : $"= any({Add(ids)})";
            return $"{(terms.Quantifier == Quantifier.None ? "not " : "")}exists (select from {ContentTables.PublishedPostTerms} c where c.post_id = p.id and c.term_id {which})";
        }

        var taxonomy = Add(CarriedTerms.Name(terms.Taxonomy));
        var meant = terms.Known is { } known ? $"c.term_id = any({Add(known)})" : string.Join(" and ", terms.Tests.Select(test => $"c.term_id in ({TermSql.Meant(test, taxonomy, compare)})"));
        return Quantified(terms.Quantifier, $"select from {ContentTables.PublishedPostTerms} c where c.post_id = p.id and c.taxonomy = {taxonomy}", meant);
    }

    private string CompareLinks(PostFilter.Links links)
    {
        var readsLink = links.Tests.Any(test => test is LinkTest.Text { Property: not LinkText.Name } text && !LinkSql.IsUrl(text));
        var carried = $"select from {ContentTables.PublishedPostLinks} c{(readsLink ? $" join {ContentTables.Links} l on l.id = c.link_id" : "")} where c.post_id = p.id";
        return Quantified(links.Quantifier, carried, string.Join(" and ", links.Tests.Select(test => LinkSql.Compare(test, compare))));
    }

    private string CompareFields(PostFilter.Fields fields)
    {
        var names = fields.Tests.OfType<FieldTest.Name>().Where(name => name.Operator is Operator.Equal or Operator.In).ToList();
        if (fields.Quantifier == Quantifier.All || names.Count == 0)
        {
            var test = string.Join(" and ", fields.Tests.Select(Compare));
            return fields.Quantifier == Quantifier.All ? $"not {HasField($"({test}) is not true")}" : $"{(fields.Quantifier == Quantifier.None ? "not " : "")}{HasField(test)}";
        }

        // A private name is not there to be found.
        var known = names.Select(name => name.Values).Aggregate((one, other) => [.. one.Intersect(other, StringComparer.Ordinal)]).Where(name => !hidden.Has(name)).Distinct(StringComparer.Ordinal).ToList();
        var some = known.Count == 0 ? "false" : SomeField(known, [.. fields.Tests.Except(names)]);
        return fields.Quantifier == Quantifier.None ? $"(({some}) is not true)" : $"({some})";
    }

    // Whether one object of an array holds what another object does is what the index of fields answers.
    private string SomeField(List<string> names, List<FieldTest> tests)
    {
        if (tests is [] or [_] && SoughtOf(names, tests) is { } sought)
        {
            return string.Join(" or ", sought.Select(field => $"{FieldsOfPost} @> {Add(JsonSerializer.Serialize(new[] { field }, DocumentJson.Options))}::jsonb"));
        }

        var named = names.Count > MostIndexedFields ? "true" : $"({SomeField(names, [])})";
        return $"{named} and exists (select from jsonb_array_elements({FieldsOfPost}) f where f ->> 'name' = any({Add(names.ToArray())}) and {string.Join(" and ", tests.Select(Compare))})";
    }

    private static List<FilterField>? SoughtOf(List<string> names, List<FieldTest> tests)
    {
        IEnumerable<FilterField>? sought = tests switch
        {
            [] => names.Select(name => new FilterField(name)),
            [FieldTest.Text { Operator: Operator.Equal or Operator.In } text] when text.Values.All(value => value is not null) =>
                from name in names from value in text.Values select new FilterField(name, value),
            [FieldTest.Number { Operator: Operator.Equal or Operator.In } number] when number.Values.All(value => Math.Abs(value) < 1e15) =>
                from name in names from value in number.Values select new FilterField(name, Number: decimal.Parse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture)),
            [FieldTest.Boolean { Operator: Operator.Equal } boolean] => names.Select(name => new FilterField(name, Boolean: boolean.Value)),
            [FieldTest.Date { Operator: Operator.Equal or Operator.In } date] =>
                from name in names from value in date.Values select new FilterField(name, Date: FilterField.WriteDate(value)),
            _ => null,
        };
        var all = sought?.Take(MostIndexedFields + 1).ToList();
        return all?.Count is > 0 and <= MostIndexedFields ? all : null;
    }

    private string HasField(string test) =>
        $"exists (select from jsonb_array_elements({FieldsOfPost}) f where {hidden.IsPublic("(f ->> 'name')", parameters)} and {test})";

    private string Compare(FieldTest test) => test switch
    {
        FieldTest.Name name => compare.Text("(f ->> 'name')", name.Operator, name.Values),
        FieldTest.Text text => compare.Text("(f ->> 'text')", text.Operator, text.Values),
        FieldTest.Number number => OrMissing(number.Operator, compare.Values("(f ->> 'number')::numeric", number.Operator, [.. number.Values.Select(Text)], "::numeric")),
        FieldTest.Boolean boolean => $"((f ->> 'boolean')::boolean = {Add(boolean.Value)}) is {(boolean.Operator == Operator.Equal ? "true" : "not true")}",
        FieldTest.Date date => OrMissing(date.Operator, compare.Values("(f ->> 'date')::timestamptz", date.Operator, date.Values.Select(value => value.ToUniversalTime()).ToArray())),
        _ => throw new NotSupportedException(test.GetType().Name),
    };

    private static string OrMissing(Operator @operator, string comparison) => @operator is Operator.NotEqual or Operator.NotIn ? $"({comparison}) is not false" : comparison;

    // As the number was sent: PostgreSQL reads it without a loss.
    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quantified(Quantifier quantifier, string carried, string test) => quantifier switch
    {
        Quantifier.Some => $"exists ({carried} and {test})",
        Quantifier.None => $"not exists ({carried} and {test})",
        Quantifier.All => $"not exists ({carried} and ({test}) is not true)",
        _ => throw new NotSupportedException(quantifier.ToString()),
    };
}
