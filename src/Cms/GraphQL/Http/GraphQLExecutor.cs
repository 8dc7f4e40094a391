using Cms.Access;
using Cms.Answers;
using Cms.Content.Changes;
using Cms.Content.Delivery;
using Cms.Content.Links;
using Cms.Content.Search;
using Cms.Content.Taxonomies;
using Cms.GraphQL.Limits;
using Cms.GraphQL.Loading;
using Cms.GraphQL.Mutations;
using Cms.GraphQL.Plans;
using Cms.GraphQL.Writers;
using Cms.Rendering;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQL.Validation.Rules.Custom;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;

namespace Cms.GraphQL.Http;

/// <summary>Executes requests. Documents are parsed and validated once; each operation has its own loaders.</summary>
internal sealed class GraphQLExecutor(
    CmsSchema schema,
    PreparedDocuments documents,
    PublishedPosts posts,
    PublishedTerms terms,
    PublishedLinks links,
    PostSearch search,
    PublishedChanges changes,
    WriterServices writers,
    PostTexts texts,
    BoundedRendering rendering,
    PublicFields publicity,
    RequestLimits limits,
    ExpensiveQueries queries,
    IOptions<GraphQLOptions> options,
    ILogger<GraphQLExecutor> logger)
{
    private const int MostErrors = 50;

    private readonly DocumentExecuter executer = new(
        new GraphQLDocumentBuilder(),
        new KnownValidations(),
        new DefaultExecutionStrategySelector([new ExecutionStrategyRegistration(new PlannedQueries(), OperationType.Query), new ExecutionStrategyRegistration(new SerialMutations(), OperationType.Mutation)]),
        []);
    private readonly IValidationRule[] allRules = [.. DocumentValidator.CoreRules, .. RulesOf(options.Value)];
    private readonly IValidationRule[] rulesOfKnownDocuments = [FieldArgumentsAreValidRule.Instance, .. RulesOf(options.Value)];

    /// <param name="http">Who asks.</param>
    /// <param name="onlyReads">Whether the request may change nothing, as by GET.</param>
    /// <exception cref="MutationByGetException">It would.</exception>
    public async Task<Execution> ExecuteAsync(GraphQLRequest request, HttpContext http, bool onlyReads, CancellationToken ct)
    {
        PreparedDocument document;
        try
        {
            document = documents.Prepare(request);
        }
        catch (DocumentError refusal)
        {
            return new(new ExecutionResult(refusal), IsForWriters: false);
        }

        return OperationOf(document.Document, request.OperationName)?.Operation switch
        {
            OperationType.Mutation when onlyReads => throw new MutationByGetException(),
            OperationType.Subscription => new(new ExecutionResult(NoSubscriptions), IsForWriters: false),
            _ => await ExecuteAsync(request, document, http, ct),
        };
    }

    private async Task<Execution> ExecuteAsync(GraphQLRequest request, PreparedDocument document, HttpContext http, CancellationToken ct)
    {
        using var store = new StoreReads(posts, terms, links, search, changes, options.Value.MaxParallelStatements);
        var operation = new OperationContext(store, texts, rendering, publicity)
        {
            Caller = http.Caller(),
            Writers = new WriterAccess(http, store, writers),
            CountRendering = () => limits.RequireRendering(http),
        };
        var execution = new ExecutionOptions
        {
            Schema = schema,
            Query = document.Text,
            Document = document.Document,
            OperationName = request.OperationName,
            Variables = request.Variables,
            UserContext = operation,
            ValidationRules = document.IsValid ? rulesOfKnownDocuments : allRules,
            UnhandledExceptionDelegate = LogAsync,
            Listeners = { new ExpensiveOperations(queries) },
            CancellationToken = ct,
        };
        ExecutionResult result;
        try
        {
            result = await executer.ExecuteAsync(execution);
        }
        finally
        {
            operation.Place?.Dispose();
        }

        if (result.Executed)
        {
            documents.Keep(document, request.Hash);
        }

        if (request.AsksForCost && operation.Cost is { } cost)
        {
            result.Extensions = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["cost"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["requested"] = cost, ["maximum"] = options.Value.MaxCost },
            };
        }

        return new(Shorten(result), operation.Writers.WasAsked) { ReadsIndex = store.ReadsIndex, IsPassing = store.ReadsIndex && AnswerCache.Content(http)?.IsIndexBehind == true };
    }

    private static RequestRefusal NoSubscriptions => new("INVALID_OPERATION", "The schema has no subscriptions. Ask for 'changes', or follow /api/v1/events.");

    private static IEnumerable<IValidationRule> RulesOf(GraphQLOptions options) =>
        options.Introspection ? [new OperationLimits(options), new MutationRules()] : [new OperationLimits(options), new MutationRules(), NoIntrospectionValidationRule.Instance];

    private static GraphQLOperationDefinition? OperationOf(GraphQLDocument document, string? name) =>
        document.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault(operation => name is null || operation.Name?.Value == name);

    private static ExecutionResult Shorten(ExecutionResult result)
    {
        if (result.Errors is { Count: > MostErrors } errors)
        {
            result.Errors = [];
            foreach (var error in errors.Take(MostErrors))
            {
                result.Errors.Add(error);
            }

            result.Errors.Add(new RequestRefusal("TOO_MANY_ERRORS", $"There are {errors.Count - MostErrors} more errors."));
        }

        return result;
    }

    private Task LogAsync(UnhandledExceptionContext failure)
    {
        if (GraphQLErrors.IsFailure(failure.OriginalException))
        {
            logger.LogError(failure.OriginalException, "GraphQL field {Field} failed", failure.FieldContext?.FieldDefinition.Name);
        }

        return Task.CompletedTask;
    }
}

/// <param name="IsForWriters">Whether it may hold what readers don't get.</param>
internal sealed record Execution(ExecutionResult Result, bool IsForWriters)
{
    /// <summary>Whether anything was asked that the search index has a part in.</summary>
    public bool ReadsIndex { get; init; }

    /// <summary>Whether the same may be answered otherwise in a moment, without any change of content.</summary>
    public bool IsPassing { get; init; }
}

/// <summary>GET must be safe (RFC 9110, section 9.2.1), and a mutation is not.</summary>
internal sealed class MutationByGetException : Exception
{
    public MutationByGetException()
        : base("A mutation cannot be sent by GET. Send it by POST.")
    {
    }

    public MutationByGetException(string message)
        : base(message)
    {
    }

    public MutationByGetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
