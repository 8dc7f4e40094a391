using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.Contracts;

public sealed class OpenApiTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string ContractFile => Path.Combine(RepositoryFiles.Root, "schema", "openapi.json");

    [Fact]
    public async Task The_document_is_the_one_that_clients_were_promised()
    {
        var document = (await cms.GetJsonAsync("/openapi/v1.json")).ToJsonString(Indented) + "\n";
        if (RepositoryFiles.Accepts)
        {
            await File.WriteAllTextAsync(ContractFile, document, TestContext.Current.CancellationToken);
        }

        document.ShouldBe(await File.ReadAllTextAsync(ContractFile, TestContext.Current.CancellationToken), "Run the tests with CMS_ACCEPT=1 and look at the diff.");
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_what_its_parameters_mean()
    {
        var paths = (await cms.GetJsonAsync("/openapi/v1.json"))["paths"]!.AsObject();

        foreach (var operation in paths.SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!))
        {
            operation["summary"]?.GetValue<string>().ShouldNotBeNullOrEmpty($"{operation["operationId"]}");
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                parameter!["description"]?.GetValue<string>().ShouldNotBeNullOrEmpty($"{operation["operationId"]} {parameter["name"]}");
            }
        }
    }

    [Fact]
    public async Task Every_operation_has_examples_of_what_it_takes_and_of_each_answer()
    {
        var document = await cms.GetJsonAsync("/openapi/v1.json");
        foreach (var (name, operation) in OperationsOf(document))
        {
            foreach (var parameter in operation["parameters"]?.AsArray().Where(parameter => parameter!["required"]?.GetValue<bool>() == true) ?? [])
            {
                parameter!["example"].ShouldNotBeNull($"{name}: add '{parameter["name"]}' to Rest/Reference/Examples/parameters.json.");
            }

            var answers = operation["responses"]!.AsObject().SelectMany(answer => answer.Value!["content"]?.AsObject() ?? []);
            foreach (var (type, content) in (operation["requestBody"]?["content"]?.AsObject().Where(body => IsText(body.Value!)) ?? []).Concat(answers))
            {
                (content!["example"] ?? content["examples"]).ShouldNotBeNull($"{name}, {type}: add {content["schema"]?["$ref"]?.GetValue<string>().Split('/')[^1] ?? name} to Rest/Reference/Examples.");
            }
        }
    }

    [Fact]
    public async Task An_example_has_what_its_schema_requires_and_nothing_that_it_does_not_know()
    {
        var components = (await cms.GetJsonAsync("/openapi/v1.json"))["components"]!;
        foreach (var (name, example) in components["examples"]!.AsObject().Where(example => components["schemas"]![example.Key] is not null))
        {
            Check(example!["value"], components["schemas"]![name]!, name);
        }

        void Check(JsonNode? value, JsonNode schema, string place)
        {
            if (schema["$ref"]?.GetValue<string>() is { } reference)
            {
                Check(value, components["schemas"]![reference.Split('/')[^1]]!, place);
            }
            else if (schema["oneOf"]?[1] is { } known && value is not null)
            {
                Check(value, known, place);
            }
            else if (value is JsonArray items && schema["items"] is { } item)
            {
                foreach (var one in items)
                {
                    Check(one, item, place);
                }
            }
            else if (value is JsonObject members && schema["properties"] is JsonObject properties)
            {
                (schema["required"]?.AsArray() ?? []).Select(member => member!.GetValue<string>()).Except(members.Select(member => member.Key), StringComparer.Ordinal).ShouldBeEmpty(place);
                foreach (var (member, inner) in members)
                {
                    Check(inner, properties[member].ShouldNotBeNull($"{place}.{member}"), $"{place}.{member}");
                }
            }
        }
    }

    [Fact]
    public async Task Every_operation_says_how_it_may_be_refused()
    {
        foreach (var (name, operation) in OperationsOf(await cms.GetJsonAsync("/openapi/v1.json")))
        {
            var refusals = operation["responses"]!.AsObject().Where(answer => answer.Key[0] is '4' or '5').ToList();
            refusals.ShouldContain(answer => answer.Key[0] == '4', name);
            refusals.ShouldAllBe(answer => answer.Value!["description"]!.GetValue<string>().EndsWith('.'), name);
        }
    }

    [Fact]
    public async Task Every_group_of_operations_says_what_it_is_about()
    {
        var tags = (await cms.GetJsonAsync("/openapi/v1.json"))["tags"]!.AsArray();
        tags.Where(tag => string.IsNullOrEmpty(tag!["description"]?.GetValue<string>())).Select(tag => tag!["name"]!.GetValue<string>()).ShouldBeEmpty("Add them to Rest/Reference/Tags.cs.");
    }

    [Fact]
    public async Task The_reference_page_brings_its_script_along()
    {
        var page = await cms.Client.GetStringAsync("/docs/", TestContext.Current.CancellationToken);
        page.ShouldContain("src=\"scalar.js\"");
        page.ShouldNotContain("https://");
        using var script = await cms.GetAsync("/docs/scalar.js");
        script.IsSuccessStatusCode.ShouldBeTrue();
    }

    private static IEnumerable<(string Name, JsonNode Operation)> OperationsOf(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => (operation.Value!["operationId"]!.GetValue<string>(), operation.Value!));

    // Archives and forms are not shown.
    private static bool IsText(JsonNode body) => body["schema"]!["format"]?.GetValue<string>() != "binary" && body["schema"]!["properties"]?["file"] is null;
}
