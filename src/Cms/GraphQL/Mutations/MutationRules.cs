using Cms.Answers;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace Cms.GraphQL.Mutations;

/// <summary>Refuses a document with more mutations than are taken, or with one that the caller may not do, before any of them is done.</summary>
internal sealed class MutationRules : ValidationRuleBase
{
    /// <summary>Metadata of a mutation: the scopes of which the caller needs one, the usual one first.</summary>
    public const string Scopes = "scopes";

    private const int MostMutations = 20;

    public override ValueTask<INodeVisitor?> GetPostNodeVisitorAsync(ValidationContext context)
    {
        if (context.Operation.Operation != OperationType.Mutation)
        {
            return default;
        }

        var mutations = FieldsOf(context.Operation.SelectionSet, context.Document)
            .Select(field => context.Schema.Mutation!.Fields.Find(field.Name.Value)?.GetMetadata<string[]?>(Scopes)).OfType<string[]>().ToList();
        if (mutations.Count > MostMutations)
        {
            context.ReportError(new ValidationError($"The document has {mutations.Count} mutations, and {MostMutations} are the most. Send the others in another request.") { Code = "TOO_MANY_MUTATIONS" });
            return default;
        }

        var operation = (OperationContext)context.UserContext;
        foreach (var scopes in mutations.Where(scopes => !scopes.Any(scope => operation.Caller?.May(scope) == true)))
        {
            try
            {
                operation.Writers.Require(scopes[0]);
            }
            catch (ProblemException refused)
            {
                context.ReportError(new ValidationError(refused.Problem.Detail, refused));
                return default;
            }
        }

        return default;
    }

    private static IEnumerable<GraphQLField> FieldsOf(GraphQLSelectionSet set, GraphQLDocument document) => set.Selections.SelectMany(selection => selection switch
    {
        GraphQLField field => [field],
        GraphQLInlineFragment inline => FieldsOf(inline.SelectionSet, document),
        GraphQLFragmentSpread spread => FieldsOf(document.FindFragmentDefinition(spread.FragmentName.Name.Value)!.SelectionSet, document),
        _ => [],
    });
}
