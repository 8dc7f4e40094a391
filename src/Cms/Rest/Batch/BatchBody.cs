using System.Text.Json;
using Cms.Access;
using Cms.Answers;
using Cms.Content.Posts;
using Cms.Rest.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Batch;

/// <summary>Reads the operations of a batch, and sees that the caller may do them.</summary>
internal static class BatchBody
{
    private static readonly IReadOnlyList<string> Names = ["op", "id", "revision", "post", "publishAt", "unpublishAt", "number"];

    // What each takes beside `op`.
    private static readonly OrderedDictionary<string, IReadOnlyList<string>> Operations = new(StringComparer.Ordinal)
    {
        ["create"] = ["post"],
        ["replace"] = ["id", "revision", "post"],
        ["update"] = ["id", "revision", "post"],
        ["publish"] = ["id", "revision"],
        ["schedule"] = ["id", "revision", "publishAt", "unpublishAt"],
        ["unpublish"] = ["id", "revision"],
        ["archive"] = ["id", "revision"],
        ["trash"] = ["id", "revision"],
        ["restore"] = ["id", "revision"],
        ["restoreRevision"] = ["id", "revision", "number"],
    };

    public static IReadOnlyList<PostEdit> Read(JsonElement body, HttpContext context)
    {
        var members = new JsonMembers(body, ["operations"]);
        if (members.Element("operations") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() is 0 or > PostBatch.MaximumOperations)
        {
            members.Refuse("operations", $"It is a list of 1 to {PostBatch.MaximumOperations} operations.");
        }
        else
        {
            var operations = members.Objects("operations", Names, operation => Read(operation, context));
            members.Done();
            return operations;
        }

        members.Done();
        return [];
    }

    private static PostEdit Read(JsonMembers members, HttpContext context)
    {
        var op = members.Text("op");
        var id = members.Uuid("id") ?? Guid.Empty;
        var expected = op == "create" ? ExpectedRevision.Any : ReadRevision(members);
        if (op != "create" && !members.Has("id"))
        {
            members.Refuse("id", "Say which post.");
        }

        RefuseOthers(members, op);
        switch (op)
        {
            case "create":
                AccessRefusals.Require(context, Scopes.Write);
                var post = members.Member("post", PostRequest.Names);
                var (newId, draft) = (post.Uuid("id"), PostBody.Read(post));
                return (edits, ct) => edits.CreateAsync(draft, newId, ct);
            case "replace":
                AccessRefusals.Require(context, Scopes.Write);
                var whole = PostBody.Read(members.Member("post", PostBody.Changeable));
                return (edits, ct) => edits.ReviseAsync(id, expected, _ => whole, ct);
            case "update":
                AccessRefusals.Require(context, Scopes.Write);
                PostBody.CheckPatch(members.Member("post", PostBody.Changeable));
                var patch = members.Element("post")!.Value;
                return (edits, ct) => edits.ReviseAsync(id, expected, before => PostBody.Patched(before, patch), ct);
            case "restoreRevision":
                AccessRefusals.Require(context, Scopes.Write);
                var number = ReadNumber(members);
                return (edits, ct) => edits.RestoreRevisionAsync(id, number, expected, ct);
            case "restore":
                AccessRefusals.Require(context, Scopes.Write);
                return (edits, ct) => edits.RestoreAsync(id, expected, ct);
            case "trash":
                return (edits, ct) => edits.TrashAsync(
                    id, expected, before => AccessRefusals.Require(context, before.Status == PostStatus.Published ? Scopes.Publish : Scopes.Write), ct);
            case "schedule":
                AccessRefusals.Require(context, Scopes.Publish);
                var (publishAt, unpublishAt) = (members.Time("publishAt"), members.Time("unpublishAt"));
                return (edits, ct) => edits.ScheduleAsync(
                    id,
                    expected,
                    times => new(members.Has("publishAt") ? publishAt : times.PublishAt, members.Has("unpublishAt") ? unpublishAt : times.UnpublishAt),
                    ct);
            case "publish":
                AccessRefusals.Require(context, Scopes.Publish);
                return (edits, ct) => edits.PublishAsync(id, expected, ct);
            case "unpublish":
                AccessRefusals.Require(context, Scopes.Publish);
                return (edits, ct) => edits.UnpublishAsync(id, expected, ct);
            case "archive":
                AccessRefusals.Require(context, Scopes.Publish);
                return (edits, ct) => edits.ArchiveAsync(id, expected, ct);
            default:
                members.Refuse("op", $"There is no such operation. There are {string.Join(", ", Operations.Keys)}.");
                return (_, _) => throw new ProblemException(Problem.Of(ProblemKind.InvalidBody, "There is no such operation."));
        }
    }

    private static void RefuseOthers(JsonMembers members, string? op)
    {
        if (op is null || !Operations.TryGetValue(op, out var taken))
        {
            return;
        }

        foreach (var name in Names.Skip(1).Where(name => members.Has(name) && !taken.Contains(name, StringComparer.Ordinal)))
        {
            members.Refuse(name, $"'{op}' takes no '{name}'. It takes {string.Join(", ", taken)}.");
        }
    }

    private static int ReadNumber(JsonMembers members)
    {
        if (members.Integer("number") is { } number)
        {
            return number;
        }

        members.Refuse("number", "Say which revision to go back to.");
        return 0;
    }

    private static ExpectedRevision ReadRevision(JsonMembers members)
    {
        if (members.IsText("revision") && members.Text("revision") == "*")
        {
            return ExpectedRevision.Any;
        }

        if (members.Integer("revision") is { } revision)
        {
            return ExpectedRevision.Of(revision);
        }

        members.Refuse("revision", "Say which revision the change goes by: its number, or \"*\" for any.");
        return ExpectedRevision.Any;
    }
}
