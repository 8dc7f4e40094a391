using System.Text.Json.Nodes;
using Cms.Content.Search;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Cms.Tests.Search.SearchClient;

namespace Cms.Tests.Search;

/// <summary>The index follows what is published, and forgets what is not.</summary>
public sealed class FollowingTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_is_not_found_until_it_is_published()
    {
        var writer = await WritingClient.OfAsync(cms);
        var post = await writer.CreateAsync(new { title = "Quokka one", markdown = "A quokka smiles." });
        await cms.IndexedAsync();
        (await cms.FindAsync("quokka")).ShouldBeEmpty();

        await writer.VerbAsync(post, "publish");
        await cms.IndexedAsync();
        (await cms.FindAsync("quokka")).ShouldBe(["quokka-one"]);

        await writer.PatchAsync(post, new { markdown = "A wombat digs." });
        await cms.IndexedAsync();
        (await cms.FindAsync("wombat")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_copy_is_found_by_what_it_says_now()
    {
        var writer = await WritingClient.OfAsync(cms);
        var post = await writer.PublishAsync(new { title = "Changing", markdown = "It says echidna." });
        await cms.IndexedAsync();
        (await cms.FindAsync("echidna")).ShouldBe(["changing"]);

        await writer.PatchAsync(post, new { markdown = "It says platypus." });
        await writer.VerbAsync(post, "publish");
        await cms.IndexedAsync();

        (await cms.FindAsync("echidna")).ShouldBeEmpty();
        (await cms.FindAsync("platypus")).ShouldBe(["changing"]);
    }

    [Theory]
    [InlineData("unpublish")]
    [InlineData("archive")]
    [InlineData("trash")]
    public async Task What_readers_see_no_more_is_gone_from_search_facets_and_suggestions_at_once(string verb)
    {
        var writer = await WritingClient.OfAsync(cms);
        var word = $"{verb}osaurus";
        var post = await writer.PublishAsync(new { title = $"About {word}", markdown = "Long gone.", tags = new[] { word } });
        await cms.IndexedAsync();
        ((string?)(await cms.SearchAsync($"{word[..^1]}"))["total"]!["value"]!.ToJsonString()).ShouldBe("1");
        ((string?)(await cms.SearchAsync($"{word}x"))["suggestion"]).ShouldBe(word);

        await (verb == "trash" ? writer.TrashAsync(post) : writer.VerbAsync(post, verb));

        var answer = await cms.SearchAsync(word);
        answer["items"]!.AsArray().ShouldBeEmpty();
        answer["facets"]!["tags"]!.AsArray().ShouldBeEmpty();
        ((string?)(await cms.SearchAsync($"{word}x"))["suggestion"]).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_answered_before_the_index_had_caught_up_is_answered_anew()
    {
        await using var connection = new NpgsqlConnection(cms.ConnectionString);
        await connection.OpenAsync(Token);
        await using (var hold = await connection.BeginTransactionAsync(Token))
        {
            // Another node that takes posts in, for as long as this test wants.
            await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({SearchIndexer.IndexLock})", connection, hold);
            await command.ExecuteNonQueryAsync(Token);
            await cms.ImportAsync(Post("bilby-one", "The bilby digs", "Text.", "lang: en"), Post("bilby-two", "A bilby sleeps", "Text.", "lang: en"));
            (await AnswersAsync()).ShouldAllBe(answer => !answer.Contains("bilby-two", StringComparison.Ordinal));
        }

        await cms.IndexedAsync();

        (await AnswersAsync()).ShouldAllBe(answer => answer.Contains("bilby-two", StringComparison.Ordinal));
        async Task<string[]> AnswersAsync()
        {
            const string search = "{ search(text: \"bilby\") { nodes { slug } } }";
            const string related = "{ post(slug: \"bilby-one\") { related { slug } } }";
            string[] addresses = ["/api/v1/search?q=bilby", "/api/v1/posts/bilby-one/related", $"/graphql?query={Uri.EscapeDataString(search)}", $"/graphql?query={Uri.EscapeDataString(related)}"];
            var read = await Task.WhenAll(addresses.Select(address => cms.Client.GetStringAsync(address, Token)));
            return [.. read, (await cms.QueryAsync(search)).ToJsonString(), (await cms.QueryAsync(related)).ToJsonString()];
        }
    }

    [Fact]
    public async Task A_purge_leaves_no_word()
    {
        var writer = await WritingClient.OfAsync(cms);
        var post = await writer.PublishAsync(new { title = "Xylotherium", markdown = "Xylotherium and dreadnoughtus." });
        await cms.IndexedAsync();
        await writer.TrashAsync(post);
        using var purged = await writer.SendAsync("DELETE", $"{WritingClient.AddressOf(post)}?purge=true", body: null, "If-Match: *");
        purged.IsSuccessStatusCode.ShouldBeTrue();

        foreach (var table in (string[])["search_documents", "search_texts", "search_words", "search_queue"])
        {
            (await ScalarAsync($"select count(*) from cms.{table} t where t::text ilike '%xylother%' or t::text ilike '%dreadnought%' or t::text like '%{post["id"]}%'")).ShouldBe(0, table);
        }
    }

    [Fact]
    public async Task Words_are_counted_once_for_each_post_that_has_them()
    {
        var writer = await WritingClient.OfAsync(cms);
        List<JsonObject> posts = [];
        for (var number = 0; number < 3; number++)
        {
            posts.Add(await writer.PublishAsync(new { title = $"Numbat {number}", markdown = "numbat numbat", language = "en" }));
        }

        await writer.PatchAsync(posts[0], new { description = "Still a numbat." });
        await writer.VerbAsync(posts[0], "publish");
        await cms.IndexedAsync();
        (await ScalarAsync("select posts from cms.search_words where word = 'numbat' and stemmer = 'english'")).ShouldBe(3);

        await writer.VerbAsync(posts[1], "unpublish");
        (await ScalarAsync("select posts from cms.search_words where word = 'numbat' and stemmer = 'english'")).ShouldBe(2);
    }

    [Fact]
    public async Task Private_fields_are_not_found()
    {
        await cms.ImportAndIndexAsync(Post("secretive", "Secretive", "Nothing here.", "email: tapir@example.org", "other: capybara"));

        (await cms.FindAsync("tapir")).ShouldBeEmpty();
        (await cms.FindAsync("capybara")).ShouldBeEmpty();
        (await cms.FindAsync("secretive")).ShouldBe(["secretive"]);
    }

    [Fact]
    public async Task Code_and_markup_are_found_as_a_reader_sees_them()
    {
        await cms.ImportAndIndexAsync(Post("rendered", "Rendered", "A **bold**ness and `inline okapi`. {% raw %}{{ literal }}{% endraw %} [shown](https://hidden.example.org/)", "lang: en"));

        (await cms.FindAsync("boldness okapi literal shown")).ShouldBe(["rendered"]);
        (await cms.FindAsync("endraw")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_with_half_a_character_in_it_is_found()
    {
        var writer = await WritingClient.OfAsync(cms);
        await writer.PublishAsync(new { title = "Halved", markdown = "A pademelon &#xD83D; and <b title=\"&#xDE00;\">more</b>." });
        await cms.IndexedAsync();

        (await cms.FindAsync("pademelon")).ShouldBe(["halved"]);
    }

    [Fact]
    public async Task A_post_with_more_words_than_the_index_holds_is_found_by_its_first_ones()
    {
        var many = string.Join(' ', Enumerable.Range(0, 60_000).Select(number => $"galago{number:D8}"));
        await cms.ImportAndIndexAsync(
            Post("crowded", "Crowded", many, "lang: en"),
            Post("stretched", "Stretched", $"A galago {string.Concat(Enumerable.Repeat("\ufdfa", 64))} sleeps.", "lang: en"),
            Post("calm", "Calm", "A galago wakes.", "lang: en"));

        (await cms.FindAsync("galago00000007 galago00000008")).ShouldBe(["crowded"]);
        (await cms.FindAsync("\"galago sleeps\"")).ShouldBeEmpty();
        (await cms.FindAsync("\"galago\"")).ShouldBe(["calm", "stretched"], ignoreOrder: true);
    }

    [Fact]
    public async Task Two_nodes_take_in_each_post_once()
    {
        await using var other = await cms.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(part =>
            cms.ImportAsync([.. Enumerable.Range(0, 60).Select(number => Post($"herd-{part}-{number}", $"Herd {part} {number}", "A wildebeest among others.", "lang: en"))])));
        await Task.WhenAll(
            cms.Services.GetRequiredService<SearchIndexer>().CatchUpAsync(Token), other.Services.GetRequiredService<SearchIndexer>().CatchUpAsync(Token));
        await cms.IndexedAsync();

        (await cms.SearchAsync("wildebeest"))["total"]!["value"]!.GetValue<int>().ShouldBe(240);
        (await ScalarAsync("select posts from cms.search_words where word = 'wildebeest' and stemmer = 'english'")).ShouldBe(240);
    }

    [Fact]
    public async Task A_renamed_tag_is_found_by_its_new_name()
    {
        var writer = await WritingClient.OfAsync(cms);
        await writer.PublishAsync(new { title = "Tagged", markdown = "Text.", tags = new[] { "Binturong" } });
        await cms.IndexedAsync();
        (await cms.FindAsync("binturong")).ShouldBe(["tagged"]);

        await writer.ChangeAsync("PATCH", "/api/v1/tags/binturong", new { name = "Coati" });
        await cms.IndexedAsync();

        (await cms.FindAsync("coati")).ShouldBe(["tagged"]);
        (await cms.FindAsync("binturong")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_without_an_index_gets_one_at_the_start()
    {
        await cms.ImportAndIndexAsync(Post("unindexed", "Unindexed pangolin", "Text.", "lang: en"));
        await ExecuteAsync("delete from cms.search_documents d using cms.mt_doc_published_post p where p.id = d.post_id and p.slug = 'unindexed'");
        (await cms.FindAsync("pangolin")).ShouldBeEmpty();

        await using var node = await cms.StartAsync();
        await cms.Services.GetRequiredService<SearchIndexer>().FindMissingAsync(Token);
        await cms.IndexedAsync();

        (await cms.FindAsync("pangolin")).ShouldBe(["unindexed"]);
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(cms.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Token), null);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(cms.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
