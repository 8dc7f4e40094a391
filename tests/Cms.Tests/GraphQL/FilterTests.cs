using Cms.Content;
using Cms.Content.Delivery;
using Cms.Content.Taxonomies;
using Cms.GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace Cms.Tests.GraphQL;

/// <summary>How <c>where</c> becomes the filter that delivery takes.</summary>
public sealed class FilterTests
{
    private static readonly CmsSchema Schema = Initialized();

    [Fact]
    public void Fields_of_one_object_hold_together()
    {
        var and = Read("""{ title: { contains: "a", startsWith: "b" }, featured: { neq: true } }""").ShouldBeOfType<PostFilter.And>();

        and.Of.Count.ShouldBe(3);
        and.Of.OfType<PostFilter.Text>().Select(text => text.Operator).ShouldBe([Operator.Contains, Operator.StartsWith]);
        and.Of[^1].ShouldBe(new PostFilter.Featured(false));
    }

    [Fact]
    public void And_and_or_nest()
    {
        var or = Read("""{ or: [{ slug: { eq: "a" } }, { and: [{ slug: { eq: "b" } }, { year: { gte: 2014 } }] }] }""").ShouldBeOfType<PostFilter.Or>();

        or.Of[0].ShouldBeOfType<PostFilter.Text>().Values.ShouldBe(["a"]);
        or.Of[1].ShouldBeOfType<PostFilter.And>().Of[1].ShouldBeOfType<PostFilter.Number>().Values.ShouldBe([2014]);
    }

    [Theory]
    [InlineData("tags", "some", Taxonomy.Tag, Quantifier.Some)]
    [InlineData("categories", "none", Taxonomy.Category, Quantifier.None)]
    [InlineData("keywords", "all", Taxonomy.Keyword, Quantifier.All)]
    [InlineData("authors", "some", Taxonomy.Author, Quantifier.Some)]
    public void A_list_of_terms_has_quantifiers(string field, string word, Taxonomy taxonomy, Quantifier quantifier)
    {
        var terms = Read($$"""{ {{field}}: { {{word}}: { name: { in: ["a", "b"] } } } }""").ShouldBeOfType<PostFilter.Terms>();

        var test = terms.Tests.ShouldHaveSingleItem();
        (terms.Taxonomy, terms.Quantifier, test.Match, test.Operator).ShouldBe((taxonomy, quantifier, TermMatch.Name, Operator.In));
        test.Values.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Any_asks_whether_there_are_terms_at_all() => Read("{ tags: { any: false } }").ShouldBe(new PostFilter.AnyTerms(Taxonomy.Tag, Any: false));

    [Fact]
    public void The_category_is_any_of_the_posts_categories() =>
        Read("""{ category: { slug: { eq: "a" } } }""").ShouldBeOfType<PostFilter.Terms>().Taxonomy.ShouldBe(Taxonomy.Category);

    [Fact]
    public void A_missing_value_is_asked_for_with_null() => Read("{ language: { eq: null } }").ShouldBeOfType<PostFilter.Text>().Values.ShouldBe([null]);

    [Fact]
    public void A_moment_may_have_any_offset() =>
        Read("""{ publishedAt: { gte: "2014-01-01T02:00:00+02:00" } }""").ShouldBeOfType<PostFilter.Instant>().Values[0].ToUniversalTime().Hour.ShouldBe(0);

    [Fact]
    public void Ids_are_opaque_or_uuids()
    {
        var id = Guid.CreateVersion7();
        var ids = Read($$"""{ id: { in: ["{{id}}", "{{new Cms.GraphQL.Nodes.NodeId("Post", id.ToString())}}"] } }""").ShouldBeOfType<PostFilter.Ids>();

        ids.Values.ShouldBe([id, id]);
    }

    [Theory]
    [InlineData("{ or: [] }")]
    [InlineData("{ title: { contains: null } }")]
    [InlineData("{ title: null }")]
    [InlineData("{ year: { eq: null } }")]
    [InlineData("{ year: { in: null } }")]
    [InlineData("{ tags: { some: {} } }")]
    [InlineData("{ tags: { some: { slug: { eq: null } } } }")]
    [InlineData("{ tags: { some: { slug: null } } }")]
    [InlineData("{ tags: { all: null } }")]
    [InlineData("{ links: { some: {} } }")]
    [InlineData("{ fields: { some: { name: { eq: null } } } }")]
    [InlineData("{ fields: { some: { number: { eq: null } } } }")]
    [InlineData("""{ id: { eq: "x" } }""")]
    public void What_has_no_meaning_is_refused(string where) => Should.Throw<ContentException>(() => Read(where)).Error.Code.ShouldBe("invalid-parameter");

    private static PostFilter Read(string where)
    {
        var type = (IGraphType)Schema.AllTypes["PostFilterInput"]!;
        return (PostFilter)ExecutionHelper.CoerceValue(type, Parser.Parse<GraphQLValue>(where)).Value!;
    }

    private static CmsSchema Initialized()
    {
        var schema = new CmsSchema();
        schema.Initialize();
        return schema;
    }
}
