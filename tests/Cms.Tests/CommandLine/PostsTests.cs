using Cms.Tests.EmbeddedPostgres;

namespace Cms.Tests.CommandLine;

/// <summary>Posts written from the command line, with a shell command for an editor.</summary>
public sealed class PostsTests : IDisposable
{
    private readonly Store store = new();

    private string[] Settings => [$"--Cms:DataDirectory={store.Directory}", "--Cms:SampleContent=false"];

    [Fact]
    public async Task A_post_is_made_edited_and_published_in_an_editor()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The editors of this test are commands of a Unix shell.");

        var none = await RunAsync(editor: null, "posts", "new", "No editor");
        none.ExitCode.ShouldBe(2);
        none.Errors.ShouldContain("EDITOR");

        var made = await RunAsync("printf 'First text.\\n' >>", "posts", "new", "Written \"by hand\"");
        made.ExitCode.ShouldBe(0, made.Errors);
        made.Output.ShouldContain("written-by-hand  draft  revision 1");

        var unchanged = await RunAsync("true", "posts", "edit", "written-by-hand");
        (unchanged.ExitCode, unchanged.Output.Trim()).ShouldBe((0, ""));

        var edited = await RunAsync("sed -i 's/First/Second/'", "posts", "edit", "written-by-hand");
        edited.Output.ShouldContain("revision 2", Case.Sensitive, edited.Errors);

        var failed = await RunAsync("false", "posts", "edit", "written-by-hand");
        failed.ExitCode.ShouldBe(2);
        failed.Errors.ShouldContain("Your text is in ");

        var refused = await RunAsync("sed -i '/title/d'", "posts", "edit", "written-by-hand");
        refused.ExitCode.ShouldBe(2);
        var file = refused.Errors.Trim().Split("Your text is in ")[1].TrimEnd('.');
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldContain("Second text.");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

        var published = await RunAsync(editor: null, "posts", "publish", "written-by-hand");
        published.Output.ShouldContain("published  revision 3", Case.Sensitive, published.Errors);
        (await RunAsync(editor: null, "posts", "publish", "/not/there")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_or_standard_input_takes_the_place_of_an_editor()
    {
        var made = await CmsProcess.RunWithInputAsync("Only a text.\n", ["posts", "new", "From input", "--file", "-", .. Settings]);
        made.ExitCode.ShouldBe(0, made.Errors);
        var id = made.Output.Split(' ')[0];

        var edited = await CmsProcess.RunWithInputAsync("---\ntitle: Another title\n---\nAnother text.\n", ["posts", "edit", id, "--file", "-", .. Settings]);

        edited.Output.ShouldContain("from-input  draft  revision 2", Case.Sensitive, edited.Errors);
    }

    public void Dispose() => store.Dispose();

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string? editor, params string[] arguments)
    {
        using var cms = CmsProcess.Start([.. arguments, .. Settings], ("VISUAL", editor), ("EDITOR", null));
        return (await cms.EndAsync(), cms.Output, cms.Errors);
    }
}
