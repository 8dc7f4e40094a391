using System.Text;
using System.Text.RegularExpressions;
using Cms.Hosting;
using Cms.Tests.Hosting;

namespace Cms.Tests.Contracts;

/// <summary>Sends the README's curl lines to the product with its sample content, and looks for the files and folders that it names.</summary>
public sealed partial class ReadmeTests(CmsFixture cms) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private static string Readme => File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md"));

    public static TheoryData<string> CurlLines => [.. Readme.Split('\n').Where(line => line.StartsWith("curl ", StringComparison.Ordinal))];

    public static TheoryData<string> Paths => [.. RepositoryPath().Matches(Readme).Select(match => match.Groups["value"].Value).Distinct(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync() => await SampleContent.ImportIntoEmptyAsync(cms.Services, TestContext.Current.CancellationToken);

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

        using var answer = await cms.Client.SendAsync(message, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        answer.IsSuccessStatusCode.ShouldBeTrue($"{(int)answer.StatusCode}: {text}");
        text.ShouldNotContain("\"items\":[]");
        text.ShouldNotContain("\"errors\"");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Each_path_is_there(string path) =>
        Path.Exists(Path.Combine(RepositoryFiles.Root, path)).ShouldBeTrue();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [GeneratedRegex("http://localhost:5080(?<value>/[^\\s']*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("-d '(?<value>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Data();

    [GeneratedRegex("`(?<value>(src|tests|schema|http-requests)/[A-Za-z./]*?)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RepositoryPath();
}
