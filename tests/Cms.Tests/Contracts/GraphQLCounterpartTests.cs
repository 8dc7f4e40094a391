using System.Text.Json.Nodes;
using Cms.GraphQL;
using Cms.Tests.Hosting;
using GraphQL.Types;

namespace Cms.Tests.Contracts;

/// <summary>Whatever can be managed over REST can be managed over GraphQL, or it is said here why not.</summary>
public sealed class GraphQLCounterpartTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    // Fields of the schema, or a reason, which ends like a sentence.
    private static readonly Dictionary<string, string> Counterparts = new(StringComparer.Ordinal)
    {
        ["CreatePost"] = "Mutation.createPost",
        ["ReplacePost"] = "Mutation.updatePost", // With every field given; null takes away.
        ["PatchPost"] = "Mutation.updatePost",
        ["TrashPost"] = "Mutation.trashPost Mutation.purgePost",
        ["PublishPost"] = "Mutation.publishPost",
        ["SchedulePost"] = "Mutation.schedulePost",
        ["UnpublishPost"] = "Mutation.unpublishPost",
        ["ArchivePost"] = "Mutation.archivePost",
        ["RestorePost"] = "Mutation.restorePost",
        ["ListRevisions"] = "Post.revisions",
        ["GetRevision"] = "Post.atRevision",
        ["CompareRevisions"] = "Post.diff",
        ["RestoreRevision"] = "Mutation.restoreRevision",
        ["ListPreviewLinks"] = "Post.previewLinks",
        ["CreatePreviewLink"] = "Mutation.createPreviewLink",
        ["DeletePreviewLink"] = "Mutation.deletePreviewLink",
        ["RunBatch"] = "Mutation.batch",
        ["RenderMarkdown"] = "Query.render",
        ["ListAudit"] = "Query.audit",
        ["PatchTag"] = "Mutation.renameTag Mutation.describeTag",
        ["MergeTag"] = "Mutation.mergeTags",
        ["DeleteTag"] = "Mutation.deleteTag",
        ["PatchCategory"] = "Mutation.renameCategory Mutation.describeCategory",
        ["MergeCategory"] = "Mutation.mergeCategories",
        ["DeleteCategory"] = "Mutation.deleteCategory",
        ["PatchAuthor"] = "Mutation.renameAuthor Mutation.describeAuthor",
        ["MergeAuthor"] = "Mutation.mergeAuthors",
        ["DeleteAuthor"] = "Mutation.deleteAuthor",
        ["SendImport"] = "Mutation.sendImport",
        ["ListImports"] = "Query.imports",
        ["GetImport"] = "Query.import",
        ["ListSources"] = "Query.sources",
        ["GetSource"] = "Query.source",
        ["ChangeSource"] = "Mutation.updateSource",
        ["ListKeys"] = "Query.keys",
        ["CreateKey"] = "Mutation.createKey",
        ["RevokeKey"] = "Mutation.revokeKey",
        ["QueryByPost"] = "It is GraphQL itself.",
    };

    [Fact]
    public async Task Every_operation_that_manages_has_a_field_or_a_reason()
    {
        var operations = (await cms.GetJsonAsync("/openapi/v1.json"))["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Where(operation => Manages(operation.Key, operation.Value!)))
            .Select(operation => operation.Value!["operationId"]!.GetValue<string>());

        operations.Order(StringComparer.Ordinal).ShouldBe(
            Counterparts.Keys.Order(StringComparer.Ordinal), "Give the operation a counterpart in the schema, and name it here; or say why it has none.");
    }

    [Fact]
    public void Every_field_that_is_named_is_there()
    {
        using var schema = new CmsSchema();
        schema.Initialize();

        foreach (var name in Counterparts.Values.Where(value => !value.EndsWith('.')).SelectMany(value => value.Split(' ')))
        {
            var parts = name.Split('.');
            ((IComplexGraphType)schema.AllTypes[parts[0]].ShouldNotBeNull(name)).Fields.Find(parts[1]).ShouldNotBeNull(name);
        }
    }

    // What takes a key, and what changes or makes something, whoever asks.
    private static bool Manages(string method, JsonNode operation) =>
        method != "get" || operation["security"]?.AsArray().All(way => way!.AsObject().Count > 0) == true;
}
