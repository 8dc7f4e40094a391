using Cms.Answers;
using Cms.Content;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace Cms.GraphQL.Mutations;

/// <summary>Refuses a document with more mutations than are taken, or with one that the caller may not do or that cannot be taken, before any of them is done.</summary>
internal sealed class MutationRules : ValidationRuleBase
{
    /// <summary>Metadata of a mutation: its <see cref="MissingScope"/>.</summary>
    public const string Needs = "needs";

    private const int MostMutations = 20;

    public override ValueTask<INodeVisitor?> GetPostNodeVisitorAsync(ValidationContext context)
    {
        if (context.Operation.Operation != OperationType.Mutation)
        {
            return default;
        }

        var mutations = FieldsOf(context.Operation.SelectionSet, context.Document)
            .Select(field => (Field: field, Needs: context.Schema.Mutation!.Fields.Find(field.Name.Value)?.GetMetadata<MissingScope?>(Needs)))
            .Where(mutation => mutation.Needs is not null).ToList();
        if (mutations.Count > MostMutations)
        {
            context.ReportError(new ValidationError($"The document has {mutations.Count} mutations, and {MostMutations} are the most. Send the others in another request.") { Code = "TOO_MANY_MUTATIONS" });
            return default;
        }

        var operation = (OperationContext)context.UserContext;
        foreach (var (field, needs) in mutations)
        {
            var input = InputOf(field, context);
            try
            {
                if (needs!(operation.Caller, input) is { } missing)
                {
                    operation.Writers.Require(missing);
                }

                (input as IJudgedInput)?.Check();
            }
            catch (Exception refused) when (refused is ProblemException or ContentException { Error: not null })
            {
                context.ReportError(new ValidationError(refused.Message, refused));
                return default;
            }
        }

        return default;
    }

    // Null where it is not valid, which is told by other rules.
    private static object? InputOf(GraphQLField field, ValidationContext context) =>
        context.ArgumentValues is { } all && all.TryGetValue(field, out var arguments) && arguments.TryGetValue("input", out var input) ? input.Value : null;

    private static IEnumerable<GraphQLField> FieldsOf(GraphQLSelectionSet set, GraphQLDocument document) => set.Selections.SelectMany(selection => selection switch
    {
        GraphQLField field => [field],
        GraphQLInlineFragment inline => FieldsOf(inline.SelectionSet, document),
        GraphQLFragmentSpread spread => FieldsOf(document.FindFragmentDefinition(spread.FragmentName.Name.Value)!.SelectionSet, document),
        _ => [],
    });
}
