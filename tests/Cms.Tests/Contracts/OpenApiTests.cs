using System.Text.Encodings.Web;
using System.Text.Json;
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
    public async Task The_reference_page_brings_its_script_along()
    {
        var page = await cms.Client.GetStringAsync("/docs/", TestContext.Current.CancellationToken);
        page.ShouldContain("src=\"scalar.js\"");
        page.ShouldNotContain("https://");
        using var script = await cms.GetAsync("/docs/scalar.js");
        script.IsSuccessStatusCode.ShouldBeTrue();
    }
}
