using Cms.GraphQL.Plans;
using Cms.Tests.Hosting;
using GraphQL.Execution;
using GraphQLParser.AST;

namespace Cms.Tests.GraphQL;

/// <summary>A plan is a second way to the same answer.</summary>
public sealed class PlanTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string Rich =
        """
        ---
        title: "Ümlaut, \"quotes\" & 😀"
        date: 2014-06-09 10:00:00.5 +0000
        lang: de
        translation_key: planned
        categories: [provision, b]
        tags: [plans, C++]
        keywords: [docker registry]
        author: Peter
        image: { path: /docker.png, alt: "Ein Bild <b>", contact_email: a@example.org }
        number: 1.50
        nested: { b: 1, a: [true, ~, "ü"], contact_email: peter@example.org }
        contact_email: peter@example.org
        links:
          - hub: http://hub.docker.com/
          - local: /x
        ---
        Erster Absatz mit [einem Link](https://Example.org/a "t") & 😀.

        ## Überschrift
        """;

    private const string Bare = "---\ntitle: Bare\ndate: 2013-01-01\nlang: en\ntranslation_key: planned\ntags: [plans]\n---\nText.\n";

    private const string Posts =
        """
        id uuid slug path url status revision hasUnpublishedChanges publishAt unpublishAt origin { source file __typename }
        title language description canonicalUrl featured image { url details { name value } } fields { name value __typename } field(name: "nested")
        category { id slug name } categories { name } tags { id slug name __typename } keywords { name } authors { slug name url }
        links { name url host place __typename } front: links(place: FRONT_MATTER) { name }
        translations { language slug path __typename } excerpt wordCount readingMinutes html text markdown createdAt modifiedAt publishedAt __typename
        """;

    public static TheoryData<string> Planned => new(
    [
        $"posts(first: 50, where: {{ tags: {{ some: {{ slug: {{ eq: \"plans\" }} }} }} }}) {{ nodes {{ {Posts} }} totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor __typename }} __typename }}",
        "posts(first: 1, order: [{ title: ASC }]) { edges { cursor node { title } __typename } }",
        "posts(last: 1) { nodes { title t: title title } nodes { title slug tags { slug } tags { name } } }",
        "a: posts(first: 1) { nodes { title } } b: posts(first: 2) { pageInfo { endCursor } } c: post(slug: \"planned-rich\") { title links { url } }",
        "post(slug: \"no-such-post\") { title }",
        $"post(path: \"/planned/bare\") {{ {Posts} }}",
        "posts(first: 2) { ...on PostsConnection { nodes { ...on Post { title ... { slug } } } } }",
    ]);

    public static TheoryData<string> Refused => new(
    [
        "posts(first: 0) { nodes { title } }",
        "posts(first: 1, after: \"broken\") { nodes { title } }",
        "post { title }",
        "posts(version: DRAFT) { nodes { title } }",
    ]);

    [Theory]
    [MemberData(nameof(Planned))]
    public async Task A_planned_answer_is_the_engines_byte_for_byte(string fields)
    {
        await ImportAsync();

        PlanOf($"{{ {fields} }}").ShouldNotBeNull();
        (await AnswerAsync($"{{ {fields} }}")).ShouldBe(await AnswerAsync(ByEngine(fields)));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_refusal_is_the_engines(string fields) =>
        (await AnswerAsync($"{{ {fields} }}")).ShouldBe((await AnswerAsync(ByEngine(fields))).Replace("\"column\":28", "\"column\":3", StringComparison.Ordinal));

    [Fact]
    public async Task Variables_mean_the_same_to_a_plan()
    {
        await ImportAsync();
        const string Fields = "posts(first: $first, where: { tags: { some: { slug: { eq: $tag } } } }) { nodes { title links(place: $place) { url } field(name: $name) } }";
        const string Variables = "query($first: Int = 1, $tag: String!, $place: LinkPlace, $name: String!)";
        foreach (var values in (object[])[new { tag = "plans", name = "number" }, new { first = 2, tag = "plans", place = "BODY", name = "nested" }])
        {
            (await AnswerAsync($"{Variables} {{ {Fields} }}", values)).ShouldBe(await AnswerAsync($"{Variables} {ByEngine(Fields)}", values));
        }
    }

    [Theory]
    [InlineData("{ posts { nodes { title @skip(if: true) } } }")]
    [InlineData("{ posts { nodes { next { title } } } }")]
    [InlineData("{ posts { nodes { tags { count } } } }")]
    [InlineData("{ tags { nodes { slug } } }")]
    public void What_a_plan_does_not_know_is_the_engines(string query) => PlanOf(query).ShouldBeNull();

    private static string ByEngine(string fields) => $"{{ ... @include(if: true) {{ {fields} }} }}";

    private static QueryPlan? PlanOf(string query)
    {
        var document = new GraphQLDocumentBuilder().Build(query);
        return QueryPlan.Of(document, document.Definitions.OfType<GraphQLOperationDefinition>().Single());
    }

    private Task<Content.Import.ImportReport> ImportAsync() => cms.ImportAsync(
        ("_config.yml", "permalink: /planned/:title\n"), ("_posts/2014-06-09-planned-rich.md", Rich), ("_posts/2013-01-01-bare.md", Bare));

    private async Task<string> AnswerAsync(string query, object? variables = null)
    {
        using var answer = await cms.Client.PostAsync(
            new Uri("/graphql", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { query, variables }), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
