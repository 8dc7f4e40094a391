using System.Globalization;
using System.Net.Http.Headers;
using Cms.Hosting;
using Cms.Tests.Hosting;

namespace Cms.Tests.Contracts;

/// <summary>Sends what stands in <c>http-requests</c> to the product with its sample content. A comment above each request says the status.</summary>
public sealed class HttpRequestsTests(PostgresFixture postgres) : IAsyncLifetime
{
    // A database for each file: the first post that one of them writes takes the samples out.
    private readonly CmsFixture cms = new(postgres);

    private static string Folder => Path.Combine(RepositoryFiles.Root, "http-requests");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.http").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        await cms.InitializeAsync();
        await SampleContent.ImportIntoEmptyAsync(cms.Services, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Each_request_is_answered_as_its_comment_says(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);
        var key = (await cms.KeyAsync("admin")).Split(' ')[^1];
        var requests = Read(text.Replace("{{key}}", key, StringComparison.Ordinal).Replace("{{id}}", "0199b2c4-7d3e-7c11-9f60-2b6f0d8e4a51", StringComparison.Ordinal)).ToList();
        requests.ShouldNotBeEmpty();

        foreach (var request in requests)
        {
            using var message = request.ToMessage();
            using var answer = await cms.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

            ((int)answer.StatusCode).ShouldBe(request.Status, $"{request.Method} {request.Address}: {await answer.BeginningAsync()}");
        }
    }

    public ValueTask DisposeAsync() => cms.DisposeAsync();

    private static IEnumerable<HttpRequest> Read(string text) =>
        text.Split("###").Skip(1).Select(HttpRequest.Parse);

    private sealed record HttpRequest(int Status, string Method, string Address, IReadOnlyList<(string Name, string Value)> Headers, string? Body)
    {
        public static HttpRequest Parse(string text)
        {
            var parts = text.Split("\n\n", 2);
            var lines = parts[0].Split('\n').Skip(1).ToList();
            var status = int.Parse(lines.Single(line => line.StartsWith('#'))[1..], CultureInfo.InvariantCulture);
            lines.RemoveAll(line => line.StartsWith('#') || line.Length == 0);
            var start = lines[0].Split(' ', 2);
            return new HttpRequest(
                status,
                start[0],
                start[1].Replace("{{cms}}", "", StringComparison.Ordinal),
                [.. lines.Skip(1).Select(line => line.Split(": ", 2)).Select(header => (header[0], header[1]))],
                parts is [_, { Length: > 0 } body] && body.Trim().Length > 0 ? body.TrimEnd('\n') : null);
        }

        public HttpRequestMessage ToMessage()
        {
            var message = new HttpRequestMessage(new HttpMethod(Method), Address);
            if (Body is not null)
            {
                message.Content = new StringContent(Body, MediaTypeHeaderValue.Parse(Headers.Single(header => header.Name == "Content-Type").Value));
            }

            foreach (var (name, value) in Headers.Where(header => header.Name != "Content-Type"))
            {
                message.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
            }

            return message;
        }
    }
}
