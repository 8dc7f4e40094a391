using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cms.Content.Delivery;
using Cms.GraphQL.Drafts;
using Cms.GraphQL.Paging;
using GraphQL.DataLoader;
using GraphQLParser.AST;

namespace Cms.GraphQL.Plans;

/// <summary>
/// A query that asks for posts alone, made ready to be written from their rows: a page of twenty is some thousand values, and the engine makes a node
/// and a task's worth of work of each. Whatever a plan does not know is the engine's, which gives the same answer.
/// </summary>
internal sealed class QueryPlan
{
    private const int ExpectedSize = 16 * 1024;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly List<Root> roots = [];

    private QueryPlan()
    {
    }

    /// <returns>Null where the engine has to execute the operation.</returns>
    public static QueryPlan? Of(GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        if (operation.Operation != OperationType.Query || operation.Directives is { Count: > 0 }
            || SelectedField.Of([operation.SelectionSet], "Query", document) is not { } fields)
        {
            return null;
        }

        var plan = new QueryPlan();
        foreach (var field in fields)
        {
            var root = new Root(field);
            switch (field.Name)
            {
                case "posts" when PostPlan.Connection(field, document) is { } connection:
                    plan.roots.Add(root with { Connection = connection, IsCounted = SelectedField.Of(field.Below, "PostsConnection", document)!.Any(one => one.Name == "totalCount") });
                    break;
                case "post" when PostPlan.Post(field, document) is { } post:
                    plan.roots.Add(root with { Post = post });
                    break;
                default:
                    return null;
            }
        }

        return plan;
    }

    /// <summary>The answer's <c>data</c> as JSON; null where the engine has to answer after all, because something of it is not as a plan expects it.</summary>
    public async Task<ReadOnlyMemory<byte>?> RunAsync(PlanRun run)
    {
        var found = await Task.WhenAll(roots.Select(root => FindAsync(root, run)));
        if (found.Any(one => one is NotPlanned))
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(ExpectedSize);
        await using var json = new Utf8JsonWriter(buffer, Writing);
        json.WriteStartObject();
        for (var at = 0; at < roots.Count; at++)
        {
            json.WritePropertyName(roots[at].Field.Key);
            switch (found[at])
            {
                case CountedPage page:
                    roots[at].Connection!.Write(json, page, run);
                    break;
                case DeliveredPost post:
                    roots[at].Post!.Write(json, post, run);
                    break;
                default:
                    json.WriteNullValue();
                    break;
            }
        }

        json.WriteEndObject();
        await json.FlushAsync(run.Ct);
        return buffer.WrittenMemory;
    }

    // By the field's own resolver, so that arguments mean the same.
    private static async Task<object?> FindAsync(Root root, PlanRun run)
    {
        var context = run.ContextOf(root.Field.Ast);
        var found = await context.FieldDefinition.Resolver!.ResolveAsync(context);
        if (found is IDataLoaderResult later)
        {
            found = await later.GetResultAsync(run.Ct);
        }

        return found switch
        {
            Connection<DeliveredPost> page when !page.Items.Any(post => post is DraftPost) => new CountedPage(page, root.IsCounted ? (int?)await page.Count!(context) : null),
            DeliveredPost and not DraftPost or null => found,
            _ => NotPlanned.Instance,
        };
    }

    private sealed record Root(SelectedField Field)
    {
        public Selection<CountedPage>? Connection { get; init; }

        public Selection<DeliveredPost>? Post { get; init; }

        public bool IsCounted { get; init; }
    }

    private sealed record NotPlanned
    {
        public static NotPlanned Instance { get; } = new();
    }
}

/// <param name="Total">Null where nobody asked for it.</param>
internal sealed record CountedPage(Connection<DeliveredPost> Page, int? Total);
