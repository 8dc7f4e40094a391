using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.Rest;

public sealed class RenderTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_text_comes_back_in_all_forms_with_its_front_matter()
    {
        using var answer = await RenderAsync("---\ntitle: Probe\nn: 3\n---\n# Größe\n\nZwei *Worte*.\n");
        var rendered = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        rendered["html"]!.GetValue<string>().ShouldBe("<h1 id=\"größe\">Größe</h1>\n<p>Zwei <em>Worte</em>.</p>\n");
        rendered["text"]!.GetValue<string>().ShouldBe("Größe\nZwei Worte.");
        rendered["toc"]![0]!.ToJsonString().ShouldBe("""{"level":1,"id":"gr\u00F6\u00DFe","text":"Gr\u00F6\u00DFe"}""");
        rendered["wordCount"]!.GetValue<int>().ShouldBe(3);
        rendered["readingMinutes"]!.GetValue<int>().ShouldBe(1);
        rendered["frontMatter"]!.ToJsonString().ShouldBe("""{"title":"Probe","n":3}""");
        rendered["warnings"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Json_and_markdown_bodies_render_the_same()
    {
        using var asMarkdown = await RenderAsync("A *b*.");
        using var asJson = await cms.Client.PostAsJsonAsync("/api/v1/render", new { markdown = "A *b*." }, TestContext.Current.CancellationToken);

        (await asJson.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldBe(await asMarkdown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Script_does_not_come_through()
    {
        using var answer = await RenderAsync("<script>alert(1)</script>\n\n[x](javascript:alert(1))\n");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        text.ShouldNotContain("<script");
        text.ShouldNotContain("javascript:");
    }

    [Fact]
    public async Task More_than_two_mebibytes_are_refused()
    {
        using var answer = await RenderAsync(new string('a', (2 * 1024 * 1024) + 1));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("body-too-large");
    }

    [Theory]
    [InlineData("[")]
    [InlineData(">")]
    [InlineData("*a")]
    [InlineData("`")]
    [InlineData("<div>")]
    [InlineData("- ")]
    public async Task A_hostile_megabyte_is_answered_and_the_server_is_well(string piece)
    {
        using var answer = await RenderAsync(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
        ((int)answer.StatusCode).ShouldBeLessThan(500);

        using var after = await RenderAsync("well");
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> RenderAsync(string markdown)
    {
        using var content = new StringContent(markdown, new MediaTypeHeaderValue("text/markdown"));
        return await cms.Client.PostAsync("/api/v1/render", content, TestContext.Current.CancellationToken);
    }
}
