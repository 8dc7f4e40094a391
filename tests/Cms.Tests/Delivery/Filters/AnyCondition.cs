using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace Cms.Tests.Delivery.Filters;

/// <summary>One condition in its three forms.</summary>
/// <param name="Where">For GraphQL.</param>
/// <param name="Rest">For REST, where it can be said there: parameters, with <c>&amp;</c> between.</param>
internal sealed record Condition(JsonObject Where, Func<ShownPost, bool> Holds, string? Rest = null)
{
    public static Condition And(IReadOnlyList<Condition> all) => new(
        new JsonObject { ["and"] = new JsonArray([.. all.Select(one => one.Where.DeepClone())]) },
        post => all.All(one => one.Holds(post)),
        all.All(one => one.Rest is not null) ? string.Join('&', all.Select(one => one.Rest)) : null);

    public static Condition Or(IReadOnlyList<Condition> any) => new(
        new JsonObject { ["or"] = new JsonArray([.. any.Select(one => one.Where.DeepClone())]) }, post => any.Any(one => one.Holds(post)));
}

/// <summary>Generates conditions on what posts of <see cref="FilteredBlog"/> hold, and on what they do not.</summary>
internal sealed class AnyCondition(IReadOnlyList<ShownPost> posts)
{
    public Gen<Condition> Tree => Gen.Recursive<Condition>((depth, inner) => depth >= 3
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (2, inner.Array[1, 3].Select(all => Condition.And(all))),
            (2, inner.Array[1, 3].Select(any => Condition.Or(any)))));

    /// <summary>Conditions that REST has, too, each with another parameter.</summary>
    public Gen<Condition> Parameters => Gen.Shuffle(Rest.ToArray(), 1, 3).SelectMany(chosen => chosen.Length switch
    {
        1 => chosen[0].Select(one => Condition.And([one])),
        2 => Gen.Select(chosen[0], chosen[1], (one, two) => Condition.And([one, two])),
        _ => Gen.Select(chosen[0], chosen[1], chosen[2], (one, two, three) => Condition.And([one, two, three])),
    });

    private Gen<Condition> Leaf => Gen.OneOf(
        Text("title", post => post.Title, isMissing: false),
        Text("slug", post => post.Slug, isMissing: false),
        Text("path", post => post.Path, isMissing: false),
        Text("language", post => post.Language, isMissing: true),
        Time("publishedAt", post => post.PublishedAt),
        Time("modifiedAt", post => post.ModifiedAt),
        Number("year", post => post.PublishedAt.Year),
        Number("month", post => post.PublishedAt.Month),
        Number("wordCount", post => post.WordCount),
        Id,
        Featured,
        Among(FilteredBlog.Taxonomies).SelectMany(Terms),
        Among(FilteredBlog.Taxonomies).SelectMany(Terms),
        Category,
        Quantified("links", post => post.Links, Link),
        Quantified("fields", post => post.Fields, Field),
        Quantified("fields", post => post.Fields, NamedField));

    private IEnumerable<Gen<Condition>> Rest =>
    [
        Slugs("tags").Select(term => Carries("tags", term, $"tag={Uri.EscapeDataString(term.Name)}")),
        Gen.Select(Slugs("tags"), Slugs("tags"), (one, other) => Condition.Or([Carries("tags", one, null), Carries("tags", other, null)]) with
        {
            Rest = $"anyTag={one.Slug}&anyTag={other.Slug}",
        }),
        Slugs("tags").Select(term => new Condition(
            Within("tags", "none", new() { ["slug"] = new JsonObject { ["eq"] = term.Slug } }), post => post.Terms["tags"].All(other => other.Slug != term.Slug), $"notTag={term.Slug}")),
        Slugs("categories").Select(term => Carries("categories", term, $"category={Uri.EscapeDataString(term.Name)}")),
        Slugs("authors").Select(term => Carries("authors", term, $"author={term.Slug}")),
        Slugs("keywords").Select(term => Carries("keywords", term, $"keyword={term.Slug}")),
        Value(post => post.Language).Where(language => language is not null).Select(language => new Condition(
            Of("language", "eq", language), post => post.Language == language, $"language={language}")),
        Value(post => post.PublishedAt.Year).Select(year => new Condition(Of("year", "eq", year), post => post.PublishedAt.Year == year, string.Create(CultureInfo.InvariantCulture, $"year={year}"))),
        Value(post => post.PublishedAt).Select(time => new Condition(Of("publishedAt", "gte", Written(time)), post => post.PublishedAt >= time, $"publishedAfter={Written(time)}")),
        Value(post => post.PublishedAt).Select(time => new Condition(Of("publishedAt", "lt", Written(time)), post => post.PublishedAt < time, $"publishedBefore={Written(time)}")),
        Value(post => post.ModifiedAt).Select(time => new Condition(Of("modifiedAt", "gte", Written(time)), post => post.ModifiedAt >= time, $"modifiedAfter={Written(time)}")),
        Gen.Bool.Select(featured => new Condition(Of("featured", "eq", featured), post => post.Featured == featured, $"featured={(featured ? "true" : "false")}")),
        Value(post => post.Id).Array[1, 20].Select(ids => new Condition(
            new() { ["id"] = new JsonObject { ["in"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) } }, post => ids.Contains(post.Id), string.Join('&', ids.Select(id => $"id={id}")))),
        Item(post => post.Links.Select(link => link.Host)).Where(host => host is not null).Select(host => new Condition(
            Within("links", "some", Of("host", "eq", host!.ToUpperInvariant())), post => post.Links.Any(link => link.Host == host), $"linkHost={host}")),
        Item(post => post.Fields).Select(own => new Condition(
            Within("fields", "some", Of("name", "eq", own.Name)), post => post.Fields.Any(other => other.Name == own.Name), $"hasField={own.Name}")),
        Item(post => post.Fields).Where(own => own.Text is not null).Select(own => new Condition(
            Within("fields", "some", new() { ["name"] = new JsonObject { ["eq"] = own.Name }, ["text"] = new JsonObject { ["eq"] = own.Text } }),
            post => post.Fields.Any(other => other.Name == own.Name && other.Text == own.Text),
            $"field.{own.Name}={Uri.EscapeDataString(own.Text!)}")),
    ];

    private Gen<Condition> Id => Gen.Select(Among("in", "nin"), Value(post => post.Id).Array[1, 30], (name, ids) => new Condition(
        new() { ["id"] = new JsonObject { [name] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) } }, post => ids.Contains(post.Id) == (name == "in")));

    private static Gen<Condition> Featured => Gen.Select(Among("eq", "neq"), Gen.Bool, (name, value) => new Condition(
        Of("featured", name, value), post => (post.Featured == value) == (name == "eq")));

    private Gen<Condition> Category => Term("categories").Select(test => new Condition(
        new() { ["category"] = test.Where }, post => post.Terms["categories"].Any(test.Holds)));

    private Gen<Condition> Terms(string name) => Quantified(name, post => post.Terms[name], Term(name));

    private Gen<Test<ShownTerm>> Term(string name) => Gen.OneOf(
        TextTest<ShownTerm>("slug", term => term.Slug, Item<string?>(post => post.Terms[name].Select(term => term.Slug)), isMissing: false),
        TextTest<ShownTerm>("name", term => term.Name, Item<string?>(post => post.Terms[name].Select(term => term.Name)), isMissing: false));

    private Gen<Test<ShownLink>> Link => Together(Gen.OneOf(
        TextTest<ShownLink>("url", link => link.Url, Item<string?>(post => post.Links.Select(link => link.Url)), isMissing: false),
        TextTest<ShownLink>("host", link => link.Host, Item(post => post.Links.Select(link => link.Host)), isMissing: true),
        TextTest<ShownLink>("name", link => link.Name, Item<string?>(post => post.Links.Select(link => link.Name)), isMissing: false),
        Gen.Select(Among("eq", "neq"), Among("BODY", "FRONT_MATTER"), (name, place) =>
            new Test<ShownLink>(Of("place", name, place), link => (link.Place == place) == (name == "eq")))));

    private Gen<Test<ShownField>> Field => Together(Gen.OneOf(FieldName, FieldValue));

    // What the index of fields serves: a name, and at most one value.
    private Gen<Test<ShownField>> NamedField => Item(post => post.Fields).SelectMany(own => Gen.OneOf(
        Gen.Const(new Test<ShownField>([], _ => true)), FieldValue, Gen.Const(ValueOf(own))).Select(test => new Test<ShownField>(
            Merged(Of("name", "eq", own.Name), test.Where), other => other.Name == own.Name && test.Holds(other))));

    private static Test<ShownField> ValueOf(ShownField of) => of switch
    {
        { Number: { } number } => new(Of("number", "eq", number), other => other.Number == number),
        { Boolean: { } truth } => new(Of("boolean", "eq", truth), other => other.Boolean == truth),
        { Date: { } date } => new(Of("date", "eq", Written(date)), other => other.Date == date),
        _ => new(Of("text", "eq", of.Text), other => other.Text == of.Text),
    };

    private Gen<Test<ShownField>> FieldName => TextTest<ShownField>("name", own => own.Name, Item<string?>(post => post.Fields.Select(own => own.Name)), isMissing: false);

    private Gen<Test<ShownField>> FieldValue => Gen.OneOf(
        TextTest<ShownField>("text", own => own.Text, Item(post => post.Fields.Select(own => own.Text)), isMissing: true),
        NumberTest<ShownField>("number", own => own.Number, Among(0d, 1.5, 2, 3, 6, 1e300)),
        Gen.Select(Among("eq", "neq"), Gen.Bool, (name, value) => new Test<ShownField>(Of("boolean", name, value), own => (own.Boolean == value) == (name == "eq"))),
        TimeTest<ShownField>("date", own => own.Date, Item(post => post.Fields.Select(own => own.Date)).Where(date => date is not null).Select(date => date!.Value)));

    private Gen<Condition> Text(string name, Func<ShownPost, string?> of, bool isMissing) =>
        TextTest(name, of, Value(of), isMissing).Select(test => new Condition(test.Where, test.Holds));

    private Gen<Condition> Number(string name, Func<ShownPost, int> of) =>
        NumberTest<ShownPost>(name, post => of(post), Value(of).Select(value => (double)value)).Select(test => new Condition(test.Where, test.Holds));

    private Gen<Condition> Time(string name, Func<ShownPost, DateTimeOffset> of) =>
        TimeTest<ShownPost>(name, post => of(post), Value(of)).Select(test => new Condition(test.Where, test.Holds));

    private static Gen<Test<T>> TextTest<T>(string name, Func<T, string?> of, Gen<string?> values, bool isMissing)
    {
        var known = isMissing ? Gen.Frequency((5, values), (1, Gen.Const((string?)null))) : values.Select(value => value ?? "");
        var parts = Gen.Select(values, Gen.Int[0, 4], Gen.Int[1, 4], (value, from, length) => value is null ? "%" : value[Math.Min(from, value.Length)..Math.Min(from + length, value.Length)]);
        return Gen.OneOf<Test<T>>(
            known.Select(value => new Test<T>(Of(name, "eq", value), item => of(item) == value)),
            known.Select(value => new Test<T>(Of(name, "neq", value), item => of(item) != value)),
            known.Array[1, 3].Select(any => new Test<T>(new() { [name] = new JsonObject { ["in"] = ListOf(any) } }, item => any.Contains(of(item), StringComparer.Ordinal))),
            known.Array[1, 3].Select(any => new Test<T>(new() { [name] = new JsonObject { ["nin"] = ListOf(any) } }, item => !any.Contains(of(item), StringComparer.Ordinal))),
            Gen.OneOf(parts, Among("%", "_", ".*", "ß")).Select(part => new Test<T>(Of(name, "contains", part), item => of(item)?.Contains(part, StringComparison.Ordinal) == true)),
            Gen.OneOf(parts, values.Select(value => value ?? "")).Select(part => new Test<T>(Of(name, "startsWith", part), item => of(item)?.StartsWith(part, StringComparison.Ordinal) == true)));
    }

    private static Gen<Test<T>> NumberTest<T>(string name, Func<T, double?> of, Gen<double> values) => Gen.Select(
        Among("eq", "neq", "gt", "gte", "lt", "lte"), values, (word, value) => new Test<T>(Of(name, word, value), item => Compares(word, of(item)?.CompareTo(value))));

    private static Gen<Test<T>> TimeTest<T>(string name, Func<T, DateTimeOffset?> of, Gen<DateTimeOffset> values) => Gen.Select(
        Among("eq", "neq", "gt", "gte", "lt", "lte"), values, (word, value) => new Test<T>(Of(name, word, Written(value)), item => Compares(word, of(item)?.CompareTo(value))));

    // Null for a missing value, which is other than any.
    private static bool Compares(string word, int? order) => word switch
    {
        "eq" => order == 0,
        "neq" => order != 0,
        "gt" => order > 0,
        "gte" => order >= 0,
        "lt" => order < 0,
        _ => order <= 0,
    };

    private static Gen<Condition> Quantified<T>(string name, Func<ShownPost, IEnumerable<T>> of, Gen<Test<T>> tests) => Gen.OneOf(
        Gen.Bool.Select(any => new Condition(new() { [name] = new JsonObject { ["any"] = any } }, post => of(post).Any() == any)),
        tests.Select(test => new Condition(Within(name, "some", test.Where), post => of(post).Any(test.Holds))),
        tests.Select(test => new Condition(Within(name, "none", test.Where), post => !of(post).Any(test.Holds))),
        tests.Select(test => new Condition(Within(name, "all", test.Where), post => of(post).All(test.Holds))));

    // Two tests of one item, if they are of different properties.
    private static Gen<Test<T>> Together<T>(Gen<Test<T>> tests) => Gen.Select(tests, tests, Gen.Bool, (one, other, both) =>
        both && one.Where.First().Key != other.Where.First().Key
            ? new Test<T>(Merged(one.Where, other.Where), item => one.Holds(item) && other.Holds(item))
            : one);

    private Gen<T> Value<T>(Func<ShownPost, T> of) => Among<T>([.. posts.Select(of)]);

    private Gen<T> Item<T>(Func<ShownPost, IEnumerable<T>> of) => Among<T>([.. posts.SelectMany(of).Distinct()]);

    private Gen<ShownTerm> Slugs(string name) => Item(post => post.Terms[name]);

    private static Condition Carries(string name, ShownTerm term, string? rest) =>
        new(Within(name, "some", Of("slug", "eq", term.Slug)), post => post.Terms[name].Contains(term), rest);

    private static JsonObject Within(string name, string quantifier, JsonObject where) => new() { [name] = new JsonObject { [quantifier] = where.DeepClone() } };

    private static JsonObject Of(string name, string word, JsonNode? value) => new() { [name] = new JsonObject { [word] = value } };

    private static JsonObject Merged(JsonObject one, JsonObject other) => new(one.Concat(other).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    public static Gen<T> Among<T>(params IReadOnlyList<T> values) => Gen.Int[0, values.Count - 1].Select(at => values[at]);

    private static JsonArray ListOf(IEnumerable<string?> values) => [.. values.Select(value => (JsonNode?)value)];

    private static string Written(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record Test<T>(JsonObject Where, Func<T, bool> Holds);
}
