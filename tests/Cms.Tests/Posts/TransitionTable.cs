using System.Text.Json.Nodes;

namespace Cms.Tests.Posts;

/// <summary>What each verb makes of a post in each status: the table of the life cycle, for every way to write.</summary>
internal static class TransitionTable
{
    public const string Refused = "-";
    public const string Gone = "gone";

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            string[] verbs = ["publish", "schedule", "unpublish", "archive", "trash", "restore", "purge"];
            (string From, string[] To)[] table =
            [
                ("draft", ["published", "scheduled", Refused, "archived", "trashed", Refused, Refused]),
                ("scheduled", ["published", "scheduled", "draft", "archived", "trashed", Refused, Refused]),
                ("published", ["published", "published", "draft", "archived", "trashed", Refused, Refused]),
                ("archived", [Refused, Refused, Refused, Refused, "trashed", "draft", Refused]),
                ("trashed", [Refused, Refused, Refused, Refused, "trashed", "draft", Gone]),
            ];
            TheoryData<string, string, string> cells = [];
            foreach (var (from, to) in table)
            {
                foreach (var (verb, becomes) in verbs.Zip(to))
                {
                    cells.Add(from, verb, becomes);
                }
            }

            return cells;
        }
    }

    public static string InAYear { get; } = TimeProvider.System.GetUtcNow().AddYears(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A new post in that status.</summary>
    public static async Task<JsonObject> InAsync(this WritingClient client, string status)
    {
        var post = await client.CreateAsync(WritingClient.Unique(status));
        return status switch
        {
            "draft" => post,
            "scheduled" => await client.VerbAsync(post, "schedule", new { publishAt = InAYear }),
            "published" => await client.VerbAsync(post, "publish"),
            "archived" => await client.VerbAsync(post, "archive"),
            _ => await client.TrashAsync(post),
        };
    }
}
