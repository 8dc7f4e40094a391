using System.Text.Json.Nodes;
using Cms.Answers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.GraphQL.Http;

/// <summary>Describes <c>/graphql</c> in the OpenAPI document: routing cannot, because it lets every method through to be answered here.</summary>
internal sealed class GraphQLReference : IOpenApiDocumentTransformer
{
    private const string Request = "GraphQLRequest";
    private const string Response = "GraphQLResponse";
    private const string Query = "{ posts(first: 1) { nodes { title } } }";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent<IOpenApiSchema>(Request, RequestSchema());
        document.AddComponent<IOpenApiSchema>(Response, ResponseSchema());
        var byGet = Operation(document, "QueryByGet", "Asks by GraphQL, in the address.", "For queries alone. The answer has an ETag, as those of REST have, unless it shows what takes a scope.");
        byGet.Parameters =
        [
            Parameter("query", "The document.", Query),
            Parameter("operationName", "Which of its operations is meant."),
            Parameter("variables", "A JSON object with the values of its variables."),
            Parameter("extensions", "A JSON object: `persistedQuery`, `cost`."),
        ];
        byGet.Responses!["304"] = new OpenApiResponse { Description = "Not Modified" };
        var byPost = Operation(document, "QueryByPost", "Asks or changes by GraphQL.", "An array of requests is a batch, and is answered by an array.");
        byPost.RequestBody = new OpenApiRequestBody { Required = true, Content = Content(document, Request, new JsonObject { ["query"] = Query }, ResponseType.Json) };
        document.Paths.Add(GraphQLApi.Path, new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = byGet, [HttpMethod.Post] = byPost },
        });
        return Task.CompletedTask;
    }

    private static OpenApiOperation Operation(OpenApiDocument document, string name, string summary, string description)
    {
        var answer = new JsonObject { ["data"] = new JsonObject { ["posts"] = new JsonObject { ["nodes"] = new JsonArray(new JsonObject { ["title"] = "Hello, World" }) } } };
        return new OpenApiOperation
        {
            OperationId = name,
            Summary = summary,
            Description = description,
            Tags = new HashSet<OpenApiTagReference> { new("GraphQL", document) },
            Security = [new OpenApiSecurityRequirement(), new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }],
            Responses = new OpenApiResponses
            {
                ["200"] = Answer("What came of it; with `Accept: application/json` the errors of a request that was not executed, too.", answer),
                ["400"] = Answer("The request cannot be read, or its document is not valid.", Error("GRAPHQL_VALIDATION_FAILED", "Cannot query field 'titel' on type 'Post'.")),
                ["401"] = Problems("401", "The key does not count, or one is needed and there is none."),
                ["405"] = Answer("A mutation by GET.", Error("METHOD_NOT_ALLOWED", "A mutation cannot be sent by GET. Send it by POST.")),
                ["406"] = Answer("The answer has none of the forms that `Accept` names.", Error("NOT_ACCEPTABLE", $"Answers come as {ResponseType.GraphQL} and {ResponseType.Json}, in UTF-8.")),
                ["413"] = Answer("The body is too large.", Error("BODY_TOO_LARGE", "The body has more than 262144 bytes. Ask for less, or in several requests.")),
                ["415"] = Answer("The body is not JSON in UTF-8.", Error("UNSUPPORTED_MEDIA_TYPE", "The body is of no type. Send it as application/json.")),
                ["429"] = Problems("429", "The caller asks for more than `Cms:Limits` allows."),
                ["503"] = Answer("The database cannot be reached, or too much is asked at once.", Error("store-unavailable", "The database cannot be reached. Try again in a moment.")),
            },
        };

        OpenApiResponse Answer(string meaning, JsonNode example) =>
            new() { Description = meaning, Content = Content(document, Response, example, ResponseType.GraphQL, ResponseType.Json) };

        // The example is REST's: the refusal is answered before GraphQL is asked.
        OpenApiResponse Problems(string status, string meaning) => new()
        {
            Description = meaning,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Problem.ContentType] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(Problem), document),
                    Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal) { ["example"] = new OpenApiExampleReference($"{nameof(Problem)}{status}", document) },
                },
            },
        };
    }

    private static Dictionary<string, OpenApiMediaType> Content(OpenApiDocument document, string schema, JsonNode example, params IReadOnlyList<string> types) => types.ToDictionary(
        type => type,
        _ => new OpenApiMediaType { Schema = new OpenApiSchemaReference(schema, document), Example = example.DeepClone() },
        StringComparer.Ordinal);

    private static JsonObject Error(string code, string message) => new()
    {
        ["errors"] = new JsonArray(new JsonObject { ["message"] = message, ["extensions"] = new JsonObject { ["code"] = code } }),
    };

    private static OpenApiParameter Parameter(string name, string description, string? example = null) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example is null ? null : JsonValue.Create(example),
    };

    private static OpenApiSchema RequestSchema() => Object(
        "A request as GraphQL over HTTP lays it out.",
        ("query", Text("The document; left out where `extensions` name it by its hash.")),
        ("operationName", Text("Which of its operations is meant.")),
        ("variables", Any("The values of its variables.")),
        ("extensions", Any("`persistedQuery` names the document by its hash: `{ \"version\": 1, \"sha256Hash\": \"…\" }`. `cost: true` has the answer say what the operation costs.")));

    private static OpenApiSchema ResponseSchema()
    {
        var error = Object("What went wrong.", ("message", new OpenApiSchema { Type = JsonSchemaType.String }), ("extensions", Any("Its `code`, which stays the same.")));
        error.Required = new HashSet<string>(StringComparer.Ordinal) { "message" };
        error.AdditionalProperties = new OpenApiSchema();
        return Object(
            "What came of a request.",
            ("data", Any("What was asked for; left out where nothing was executed.")),
            ("errors", new OpenApiSchema { Type = JsonSchemaType.Array, Items = error }),
            ("extensions", Any("`cost` where it was asked for: what the operation costs as `requested`, and the `maximum`.")));
    }

    private static OpenApiSchema Object(string description, params (string Name, OpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = members.ToDictionary(member => member.Name, member => (IOpenApiSchema)member.Schema, StringComparer.Ordinal),
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = description };

    private static OpenApiSchema Any(string description) =>
        new() { Type = JsonSchemaType.Object | JsonSchemaType.Null, Description = description, AdditionalProperties = new OpenApiSchema() };
}
