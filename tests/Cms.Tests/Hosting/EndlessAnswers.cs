namespace Cms.Tests.Hosting;

/// <summary>Reads answers that may have no end.</summary>
internal static class EndlessAnswers
{
    /// <summary>All of the text; of a stream of events what comes up to the first empty line.</summary>
    public static async Task<string> BeginningAsync(this HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        List<string> lines = [];
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        return string.Join('\n', lines);
    }
}
