using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Cms.Content;
using Cms.EmbeddedPostgres;
using Cms.Markdown;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Cms.Tests.Contracts;

/// <summary>Who may know whom. The compiler keeps the directions between projects, these tests those between folders.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Program = typeof(CmsApplication).Assembly;
    private static readonly Assembly Content = typeof(ContentError).Assembly;
    private static readonly Assembly Markdown = typeof(MarkdownRenderer).Assembly;
    private static readonly Assembly Postgres = typeof(EmbeddedPostgresOptions).Assembly;

    private static readonly Architecture Code = new ArchLoader().LoadAssemblies(Program, Content, Markdown, Postgres).Build();

    [Fact]
    public void Projects_know_only_what_lies_below_them()
    {
        Below(Markdown).ShouldBeEmpty();
        Below(Postgres).ShouldBeEmpty();
        Below(Content).ShouldBe(["Cms.Markdown"]);
    }

    [Fact]
    public void Rest_graphql_and_feeds_meet_only_in_content()
    {
        string[] peers = ["Cms.Rest", "Cms.GraphQL", "Cms.Feeds"];
        foreach (var peer in peers)
        {
            foreach (var other in peers.Where(other => other != peer))
            {
                Rule(peer, other);
            }
        }
    }

    [Fact]
    public void What_rest_graphql_and_feeds_share_knows_none_of_them()
    {
        string[] upwards = ["Cms.Hosting", "Cms.Answers", "Cms.Access", "Cms.Rendering", "Cms.Rest", "Cms.GraphQL", "Cms.Feeds", "Cms.CommandLine"];
        for (var room = 0; room < upwards.Length; room++)
        {
            foreach (var above in upwards[(room + 1)..])
            {
                Rule(upwards[room], above);
            }
        }
    }

    [Fact]
    public void Content_is_written_without_knowing_who_reads_it()
    {
        Rule("Cms.Content.Posts", "Cms.Content.Import");
        Rule("Cms.Content.Delivery", "Cms.Content.Import");
        Rule("Cms.Content.Taxonomies", "Cms.Content.Import");
        Rule("Cms.Content.Links", "Cms.Content.Import");
        Rule("Cms.Content.Sources", "Cms.Content.Import");
        Rule("Cms.Content.Sources", "Cms.Content.Delivery");
        Rule("Cms.Content.Posts", "Cms.Content.Delivery");
    }

    private static string[] Below(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name is "cms" || name.StartsWith("Cms.", StringComparison.Ordinal))];

    private static void Rule(string room, string forbidden) => Types().That().ResideInNamespaceMatching($"^{room}($|\\.)")
        .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($"^{forbidden}($|\\.)"))
        .WithoutRequiringPositiveResults()
        .Check(Code);
}
