using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cms.Hosting;
using Cms.Tests.Hosting;
using Cms.Tests.Imports;
using Cms.Tests.Search;

namespace Cms.Tests.Contracts;

/// <summary>Sends the README's curl lines to the product with its sample content, and looks for the files and folders that it names.</summary>
public sealed partial class ReadmeTests(CmsFixture cms, PostgresFixture postgres) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private static string Readme => System.IO.File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md"));

    public static TheoryData<string> CurlLines =>
    [
        .. CurlLinesOf(Readme.Replace(Section("Writing"), "", StringComparison.Ordinal).Replace(Section("Importing over HTTP"), "", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Paths => [.. RepositoryPath().Matches(Readme).Select(match => match.Groups["value"].Value).Distinct(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        await SampleContent.ImportIntoEmptyAsync(cms.Services, TestContext.Current.CancellationToken);
        await cms.IndexedAsync();
    }

    [Theory]
    [MemberData(nameof(CurlLines))]
    public async Task Each_curl_line_is_answered(string line)
    {
        var address = Address().Match(line).Groups["value"].Value;
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (Data().Match(line) is { Success: true } data)
        {
            message.Method = HttpMethod.Post;
            message.Content = new StringContent(data.Groups["value"].Value, Encoding.UTF8, "application/json");
        }

        if (line.Contains("Bearer $CMS_KEY", StringComparison.Ordinal))
        {
            message.Headers.TryAddWithoutValidation("Authorization", (await cms.KeyAsync("admin")).Split(": ")[1]).ShouldBeTrue();
        }

        using var answer = await cms.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var text = await answer.BeginningAsync();

        answer.IsSuccessStatusCode.ShouldBeTrue($"{(int)answer.StatusCode}: {text}");
        text.ShouldNotContain("\"items\":[]");
        text.ShouldNotContain("\"errors\"");
    }

    [Fact]
    public async Task The_section_on_writing_can_be_followed_from_top_to_bottom()
    {
        await using var own = await new CmsFixture(postgres).StartedAsync();
        var key = await own.KeyAsync("admin");
        var section = Section("Writing");
        var file = File().Match(section).Groups["value"].Value;
        var id = "";
        var answers = new List<string>();
        foreach (var line in CurlLinesOf(section))
        {
            using var message = ToMessage(line.Replace("$ID", id, StringComparison.Ordinal), key.Split(' ')[^1], file);
            using var answer = await own.Client.SendAsync(message, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            answer.IsSuccessStatusCode.ShouldBeTrue($"{line}: {(int)answer.StatusCode} {text}");
            answers.Add(text);
            id = id.Length == 0 ? JsonNode.Parse(text)!["id"]!.GetValue<string>() : id;
        }

        answers[1].ShouldContain("<em>first</em>");
        answers[4].ShouldContain("+My *very first* post.");
        answers[^1].ShouldContain("\"hasUnpublishedChanges\":true");
    }

    [Fact]
    public async Task The_section_on_importing_over_http_can_be_followed_from_top_to_bottom()
    {
        await using var own = await new CmsFixture(postgres).StartedAsync();
        var key = (await own.KeyAsync("admin")).Split(' ')[^1];
        var lines = CurlLinesOf(Section("Importing over HTTP")).ToList();
        foreach (var line in lines)
        {
            var words = Word().Matches(line).Select(word => word.Groups["value"].Value).ToList();
            var files = words.Zip(words.Skip(1)).Where(pair => pair.First == "-F").Select(pair => pair.Second.Split(['@', ';'])).ToList();
            using var message = ToMessage(line, key, "Text.");
            if (files.Count > 0)
            {
                message.Method = HttpMethod.Post;
                message.Content = ImportClient.Form([.. files.Select(file => (
                    file.Length > 2 ? file[2]["filename=".Length..] : file[1],
                    file[1].EndsWith(".zip", StringComparison.Ordinal) ? ImportClient.Zip(name: null, ("_posts/2026-03-23-a.md", "Text.")) : ImportClient.Text("Text.", "text/markdown")))]);
            }

            using var answer = await own.Client.SendAsync(message, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(line == lines[^1] ? HttpStatusCode.OK : HttpStatusCode.Accepted, $"{line}: {text}");
            text.ShouldNotContain("\"items\":[]");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Each_path_is_there(string path) =>
        Path.Exists(Path.Combine(RepositoryFiles.Root, path)).ShouldBeTrue();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IEnumerable<string> CurlLinesOf(string text) => text.Split('\n').Where(line => line.StartsWith("curl ", StringComparison.Ordinal));

    private static string Section(string title) => Readme.Split("\n## ").Single(section => section.StartsWith($"{title}\n", StringComparison.Ordinal));

    private static HttpRequestMessage ToMessage(string line, string key, string file)
    {
        var words = Word().Matches(line).Select(word => word.Groups["value"].Value).ToList();
        string? After(string option) => words.IndexOf(option) is >= 0 and var at ? words[at + 1] : null;
        var headers = words.Zip(words.Skip(1)).Where(pair => pair.First == "-H").Select(pair => pair.Second.Replace("$CMS_KEY", key, StringComparison.Ordinal).Split(": ", 2)).ToList();
        var body = After("--data-binary") is null ? After("-d") : file;
        var message = new HttpRequestMessage(new HttpMethod(After("-X") ?? (body is null ? "GET" : "POST")), new Uri(Address().Match(line).Groups["value"].Value, UriKind.Relative));
        if (body is not null)
        {
            message.Content = new StringContent(body, Encoding.UTF8, headers.Single(header => header[0] == "Content-Type")[1]);
        }

        foreach (var header in headers.Where(header => header[0] != "Content-Type"))
        {
            message.Headers.TryAddWithoutValidation(header[0], header[1]).ShouldBeTrue();
        }

        return message;
    }

    // A word of the shell's, without its quotes.
    [GeneratedRegex("'(?<value>[^']*)'|\"(?<value>[^\"]*)\"|(?<value>[^\\s'\"]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("<<'END'\\n(?<value>.*?)END\\n", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex File();

    [GeneratedRegex("http://localhost:5080(?<value>/[^\\s'\"]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("-d '(?<value>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Data();

    [GeneratedRegex("`(?<value>(src|tests|schema|http-requests)/[A-Za-z./]*?)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RepositoryPath();
}
