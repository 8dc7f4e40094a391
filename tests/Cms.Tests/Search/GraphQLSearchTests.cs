using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;
using static Cms.Tests.Search.SearchClient;

namespace Cms.Tests.Search;

public sealed class GraphQLSearchTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string Answer =
        "edges { cursor score snippets { field html } node { slug } } nodes { slug } pageInfo { hasNextPage hasPreviousPage endCursor } total { value capped } suggestion indexing "
        + "facets { tags { slug name count } categories { slug name count } years { year count } languages { code count } }";

    [Fact]
    public async Task A_search_reads_the_same_over_rest_and_graphql()
    {
        await cms.ImportAndIndexAsync(
            Post("axolotl-one", "The axolotl", "It swims.", "lang: en", "tags: [water]", "categories: [animals]"),
            Post("axolotl-two", "Swimming", "An axolotl & others swim.", "lang: en", "tags: [water]"),
            Post("axolotl-three", "Schwimmen", "Ein Axolotl schwimmt.", "lang: de"));

        var rest = await cms.SearchAsync("axolotl");
        var graphql = (await cms.QueryAsync($$"""{ search(text: "axolotl") { {{Answer}} } }"""))["search"]!;

        graphql["nodes"].Texts("slug").ShouldBe(SlugsOf(rest));
        graphql["facets"]!.ToJsonString().ShouldBe(rest["facets"]!.ToJsonString());
        graphql["total"]!.ToJsonString().ShouldBe(rest["total"]!.ToJsonString());
        graphql["edges"]!.AsArray().Select(edge => edge!["snippets"]!.ToJsonString()).ShouldBe(rest["items"]!.AsArray().Select(item => item!["snippets"]!.ToJsonString()));
        graphql["edges"]!.AsArray().Select(edge => edge!["score"]!.GetValue<double>()).ShouldBe(rest["items"]!.AsArray().Select(item => item!["score"]!.GetValue<double>()));
    }

    [Fact]
    public async Task A_condition_and_a_language_narrow_it_and_a_cursor_leads_on()
    {
        await cms.ImportAndIndexAsync(
            Post("newt-one", "The newt", "It swims.", "lang: en", "tags: [pond]"),
            Post("newt-two", "Newt again", "It swims.", "lang: en", "tags: [pond]"),
            Post("newt-three", "Newt ohne", "Text.", "lang: de", "tags: [pond]"),
            Post("newt-four", "Newt elsewhere", "It swims.", "lang: en"));

        var first = (await cms.QueryAsync("""{ search(text: "newt", language: "en", first: 1, where: { tags: { some: { slug: { eq: "pond" } } } }) { nodes { slug } pageInfo { hasNextPage endCursor } } }"""))["search"]!;
        var second = (await cms.QueryAsync(
            """query($after: String) { search(text: "newt", language: "en", first: 1, after: $after, where: { tags: { some: { slug: { eq: "pond" } } } }) { nodes { slug } pageInfo { hasNextPage } } }""",
            new { after = first["pageInfo"]!["endCursor"]!.GetValue<string>() }))["search"]!;

        first["nodes"].Texts("slug").Concat(second["nodes"].Texts("slug")).ShouldBe(["newt-one", "newt-two"], ignoreOrder: true);
        second["pageInfo"]!["hasNextPage"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_text_that_cannot_be_taken_is_an_error()
    {
        (await cms.RefusalAsync("""{ search(text: " ") { total { value } } }""")).ShouldBe("invalid-parameter");
        (await cms.RefusalAsync("query($text: String!) { search(text: $text) { total { value } } }", new { text = new string('a', 20_000) })).ShouldBe("invalid-parameter");
        (await cms.RefusalAsync("""{ search(text: "a", after: "abc") { total { value } } }""")).ShouldBe("invalid-cursor");
    }
}
