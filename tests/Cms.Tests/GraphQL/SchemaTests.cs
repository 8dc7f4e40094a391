using System.Runtime.CompilerServices;
using Cms.GraphQL;
using GraphQL.Types;

namespace Cms.Tests.GraphQL;

public sealed class SchemaTests
{
    [Fact]
    public async Task The_file_is_the_schema_that_is_served()
    {
        var file = Path.Combine(RepositoryOf(), "schema", "schema.graphql");
        var schema = GraphQLSchemaText.Print();
        if (Environment.GetEnvironmentVariable("CMS_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(file, schema, TestContext.Current.CancellationToken);
        }

        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(schema, "Look at the difference; CMS_ACCEPT=1 writes the file anew.");
    }

    [Fact]
    public void Every_type_field_and_argument_is_described()
    {
        using var schema = new CmsSchema();
        schema.Initialize();
        var types = schema.AllTypes.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal)).ToList();
        var fields = types.OfType<IComplexGraphType>().SelectMany(type => type.Fields.Select(field => (Name: $"{type.Name}.{field.Name}", Field: field))).ToList();

        types.Where(type => type is not (StringGraphType or BooleanGraphType or IntGraphType or FloatGraphType or IdGraphType))
            .Where(type => string.IsNullOrWhiteSpace(type.Description)).Select(type => type.Name).ShouldBeEmpty();
        fields.Where(field => string.IsNullOrWhiteSpace(field.Field.Description)).Select(field => field.Name).ShouldBeEmpty();
        fields.SelectMany(field => field.Field.Arguments?.Select(argument => (Name: $"{field.Name}({argument.Name})", argument.Description)) ?? [])
            .Where(argument => string.IsNullOrWhiteSpace(argument.Description)).Select(argument => argument.Name).ShouldBeEmpty();
        types.OfType<EnumerationGraphType>().SelectMany(type => type.Values.Select(value => (Name: $"{type.Name}.{value.Name}", value.Description)))
            .Where(value => string.IsNullOrWhiteSpace(value.Description)).Select(value => value.Name).ShouldBeEmpty();
    }

    private static string RepositoryOf([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
