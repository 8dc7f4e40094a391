using Cms.CommandLine;

namespace Cms.Tests.CommandLine;

public sealed class MistakeTests
{
    [Theory]
    [InlineData("imprt", "imprt")]
    [InlineData("import", "Required argument")]
    [InlineData("import DIR --sorce x", "--sorce")]
    [InlineData("import DIR --report xml", "xml")]
    [InlineData("import nowhere-at-all", "no file or folder 'nowhere-at-all'")]
    [InlineData("import . nowhere-at-all", "no file or folder 'nowhere-at-all'")]
    [InlineData("import . --from wordpress", "wordpress")]
    [InlineData("import . --prefix ../x", "--prefix")]
    [InlineData("import . --prefix http://x", "--prefix")]
    [InlineData("import . --prefix a?b", "no query")]
    [InlineData("import - --prune", "--prune")]
    [InlineData("import - --watch", "--watch")]
    [InlineData("import . --watch --dry-run", "--dry-run")]
    [InlineData("import . --watch --report json", "--report json")]
    [InlineData("import . .. --source x", "--source")]
    [InlineData("serve --Cms:TimeZone=Europe/Bärlin", "Europe/Bärlin")]
    [InlineData("serve --Cms:Site:BaseUrl=example.org", "http://")]
    [InlineData("serve --Cms:Site:Permalink=/:title?x", "which no path has")]
    [InlineData("serve --Cms:SampleContent=vielleicht", "SampleContent")]
    [InlineData("serve --Cms:Delivery:MaxAge=-1", "MaxAge")]
    public async Task A_mistake_is_named_and_nothing_is_started(string arguments, string told)
    {
        var (exitCode, output, errors) = await CmsProcess.RunAsync(arguments.Split(' '));

        exitCode.ShouldBe(2, output + errors);
        errors.ShouldContain(told);
        errors.ShouldNotContain("   at ");
        output.ShouldNotContain("PostgreSQL");
    }

    [Fact]
    public async Task A_server_of_ones_own_that_is_not_there_is_told_in_a_sentence()
    {
        var (exitCode, _, errors) = await CmsProcess.RunAsync("serve", "--ConnectionStrings:Cms=Host=127.0.0.1;Port=1;Database=cms;Username=cms");

        exitCode.ShouldBe(2);
        errors.ShouldContain("ConnectionStrings:Cms");
        errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Help_names_the_commands()
    {
        var (exitCode, output, _) = await CmsProcess.RunAsync("--help");

        exitCode.ShouldBe(0);
        output.ShouldContain("import <PATH>");
    }

    [Fact]
    public void Settings_are_told_from_commands_in_both_spellings()
    {
        var (commands, settings) = SettingArguments.Split(["import", "--Cms:DataDirectory", "data", "DIR", "--source", "x", "--urls=http://localhost:1"]);

        commands.ShouldBe(["import", "DIR", "--source", "x"]);
        settings.ShouldBe(["--Cms:DataDirectory", "data", "--urls=http://localhost:1"]);
    }
}
