using Cms.Tests.Contracts;

namespace Cms.Tests.CommandLine;

public sealed class SchemaTests
{
    [Fact]
    public async Task The_command_prints_the_contract_and_needs_no_database()
    {
        var (exitCode, output, errors) = await CmsProcess.RunAsync("schema");

        exitCode.ShouldBe(0);
        errors.Trim().ShouldBeEmpty();
        output.TrimEnd().ShouldBe((await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "schema", "schema.graphql"), TestContext.Current.CancellationToken)).TrimEnd());
    }
}
