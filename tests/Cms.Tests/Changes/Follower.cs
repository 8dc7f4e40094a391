using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.Changes;

/// <summary>Keeps a copy of what readers see, by what the changes tell alone.</summary>
/// <param name="key">The header of a key: what is asked with one is never answered from memory.</param>
internal sealed class Follower(HttpClient client, string key, string query = "")
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>By id, as JSON.</summary>
    public Dictionary<string, string> Posts { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that was told, in order.</summary>
    public List<JsonNode> Told { get; } = [];

    public string Next { get; private set; } = "";

    /// <summary>Whether a post may be told of again though nothing of it is other.</summary>
    public bool IsPatient { get; set; }

    /// <summary>What readers see now, in the form of <see cref="Posts"/>.</summary>
    public static async Task<Dictionary<string, string>> ListedAsync(CmsFixture cms, string query = "")
    {
        var key = await cms.KeyAsync("read");
        Dictionary<string, string> posts = new(StringComparer.Ordinal);
        string? next = "";
        while (next is not null)
        {
            using var answer = await cms.GetAsync($"/api/v1/posts?limit=100{query}{(next.Length == 0 ? "" : $"&after={next}")}", key);
            var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
            foreach (var post in page["items"]!.AsArray())
            {
                posts.Add($"{post!["id"]}", post.ToJsonString());
            }

            next = page["page"]!["next"]?.GetValue<string>();
        }

        return posts;
    }

    /// <summary>One page.</summary>
    /// <returns>Whether it told anything, or says that there is more.</returns>
    public async Task<bool> ReadAsync(int limit = 20, int wait = 0, bool fromMemory = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/api/v1/changes?since={Next}&limit={limit}&wait={wait}{query}"));
        if (!fromMemory)
        {
            request.Headers.TryAddWithoutValidation("Authorization", key.Split(": ")[1]).ShouldBeTrue();
        }

        using var answer = await client.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{request.RequestUri} answered {(int)answer.StatusCode}: {text}");
        var page = JsonNode.Parse(text)!;
        var items = page["items"]!.AsArray();
        foreach (var item in items)
        {
            Take(item!);
        }

        items.Select(item => $"{item!["id"] ?? item["post"]!["id"]}").ShouldBeUnique(StringComparer.Ordinal);
        var next = $"{page["next"]}";
        if (items.Count > 0)
        {
            ComparePlaces(next, Next).ShouldBeGreaterThan(0, "no change is told twice");
        }

        Next = next;
        return items.Count > 0 || page["more"]!.GetValue<bool>();
    }

    /// <summary>Takes what an event tells.</summary>
    public void Take(JsonNode change)
    {
        Told.Add(change);
        if ($"{change["type"]}" == "upsert")
        {
            var json = change["post"]!.ToJsonString();
            (!IsPatient && Posts.GetValueOrDefault($"{change["post"]!["id"]}") == json).ShouldBeFalse("this was told before");
            Posts[$"{change["post"]!["id"]}"] = json;
        }
        else
        {
            Posts.Remove($"{change["id"]}");
        }
    }

    /// <summary>Reads until nothing is left; all that was written before this is called is told by then.</summary>
    public async Task CatchUpAsync(int limit = 20)
    {
        while (await ReadAsync(limit, fromMemory: false))
        {
        }
    }

    /// <summary>The same, and returns what was told of each post meanwhile, as <c>upsert slug</c> or <c>delete slug</c>.</summary>
    public async Task<string[]> NewsAsync()
    {
        var before = Told.Count;
        await CatchUpAsync();
        return [.. Told.Skip(before).Select(change => $"{change["type"]} {change["slug"] ?? change["post"]!["slug"]}")];
    }

    // Behind the signature: a version and a post.
    private static int ComparePlaces(string token, string other)
    {
        var (one, two) = (PlaceOf(token), PlaceOf(other));
        return one.Version != two.Version ? one.Version.CompareTo(two.Version) : string.CompareOrdinal(one.Post, two.Post);

        static (long Version, string Post) PlaceOf(string token)
        {
            var place = token.Length == 0 ? ["-1", ""] : Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)[16..]).Split('\0');
            return (long.Parse(place[0], CultureInfo.InvariantCulture), place[1]);
        }
    }
}
