using Cms.Access;
using Cms.Content;
using Cms.Content.Sources;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Paging;
using Cms.GraphQL.Terms;
using Cms.GraphQL.Writers;
using GraphQL.Types;

namespace Cms.GraphQL.Sources;

/// <summary>The fields that show what was imported together.</summary>
internal static class SourceFields
{
    public static void AddTo(Query query)
    {
        PageArguments.AddForward(query.Field<NonNullGraphType<SourcesConnectionType>>("sources"))
            .Description("What was imported together, by name; with a key of the scope `admin`.")
            .ResolveAsync(async context =>
            {
                var (page, ct) = (PageArguments.Read(context), context.CancellationToken);
                return Connections.Of(await context.Operation().Writers.ReadAsync(Scopes.Admin, services => services.Sources.ListAsync(page.Limit, page.After, ct), ct), page);
            });
        query.Field<SourceType>("source").Description("One of them; null when there is none. With a key of the scope `admin`.")
            .Argument<NonNullGraphType<StringGraphType>>("name", "Its name, or its UUID.")
            .ResolveAsync(async context => await WriterAccess.OrNoneAsync<StoredSource, ContentError.SourceNotFound>(context.Operation().Writers.ReadAsync(
                Scopes.Admin, services => services.Sources.FindAsync(context.Text("name")!, context.CancellationToken), context.CancellationToken)));
    }
}

internal sealed class SourceType : ObjectGraphType<StoredSource>
{
    public SourceType()
    {
        Name = "Source";
        Description = "What was imported together, with the configuration that its posts are rendered by.";
        Field<NonNullGraphType<UuidType>>("uuid").Description("Never changes.").Resolve(context => context.Source.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("name").Description("What posts name it by, as `origin`.").Resolve(context => context.Source.Source.Name);
        Field<NonNullGraphType<GeneratorType>>("generator").Description("Whose rules its files follow.").Resolve(context => context.Source.Source.Definition.Generator);
        Field<NonNullGraphType<StringGraphType>>("prefix").Description("What stands before every path; empty for nothing.").Resolve(context => context.Source.Source.Definition.Prefix);
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many posts it has, the trash left out.").Resolve(context => TermType.Count(context.Source.Posts));
        Field<NonNullGraphType<IntGraphType>>("revision").Description("Grows by one with each change of it: what a mutation goes by.").Resolve(context => context.Source.Source.Revision);
        Field<NonNullGraphType<DateTimeType>>("configuredAt").Description("When it last changed.").Resolve(context => context.Source.ConfiguredAt);
        Field<DateTimeType>("importedAt").Description("When its last import came to an end, whether or not anything had changed; null when none has.").Resolve(context => context.Source.ImportedAt);
        Field<SourceMovesType>("moves").Description("What the mutation that answers with this did to the addresses of its posts; null where they were to stay.").Resolve(context => context.Source.Moves);
        Field<NonNullGraphType<StringGraphType>>("configuration").Description("The text of `_config.yml` or its like; empty where there is none.").Resolve(context => context.Source.Source.Definition.Configuration);
        AddPaths("includes", "The texts that posts may include and, where a program is the configuration, the files that it is told by, by their paths.", definition => definition.Includes);
        AddPaths("data", "The data files, by their paths.", definition => definition.Data);
    }

    private void AddPaths(string name, string description, Func<SourceDefinition, IReadOnlyDictionary<string, string>> texts) =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>(name).Description(description)
            .Resolve(context => texts(context.Source.Source.Definition).Keys.Order(StringComparer.Ordinal));
}

internal sealed class SourceMovesType : ObjectGraphType<SourceMoves>
{
    private const int MostShown = 100;

    public SourceMovesType()
    {
        Name = "SourceMoves";
        Description = "What became of the addresses of a source's posts.";
        Field<NonNullGraphType<IntGraphType>>("moved").Description("How many posts are at another address now.").Resolve(context => context.Source.Moved);
        Field<NonNullGraphType<IntGraphType>>("waiting").Description("How many of those are out with an older text: their readers get the new address when the newer one is published.")
            .Resolve(context => context.Source.Waiting);
        Field<NonNullGraphType<IntGraphType>>("numberedCount").Description("How many posts got a numbered address, because another post has the one that the configuration gives them.")
            .Resolve(context => context.Source.Numbered.Count);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NumberedPathType>>>>("numbered").Description($"Those, the first {MostShown} of them.")
            .Resolve(context => context.Source.Numbered.Take(MostShown));
    }
}

internal sealed class NumberedPathType : ObjectGraphType<NumberedPath>
{
    public NumberedPathType()
    {
        Name = "NumberedPath";
        Description = "A post whose address another post has.";
        Field<NonNullGraphType<UuidType>>("uuid").Description("The post's.").Resolve(context => context.Source.PostId);
        Field<NonNullGraphType<StringGraphType>>("path").Description("The address that it got.").Resolve(context => context.Source.Path);
        Field<NonNullGraphType<StringGraphType>>("wanted").Description("The one that the configuration gives it.").Resolve(context => context.Source.Wanted);
    }
}

internal sealed class SourcesEdgeType() : EdgeType<SourceType, StoredSource>("SourcesEdge", "source");

internal sealed class SourcesConnectionType() : ConnectionType<SourceType, SourcesEdgeType, StoredSource>("SourcesConnection", "sources", isCounted: false);
