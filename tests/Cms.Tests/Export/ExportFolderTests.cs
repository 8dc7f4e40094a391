using Cms.Content.Export;

namespace Cms.Tests.Export;

/// <summary>What is written into a folder stays in it.</summary>
public sealed class ExportFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("cms-export-").FullName;

    private string Target => Path.Combine(root, "target");

    [Theory]
    [InlineData("../out.md")]
    [InlineData("a/../../out.md")]
    [InlineData("/tmp/out.md")]
    [InlineData("a//b.md")]
    [InlineData("")]
    [InlineData("a\0b.md")]
    public void A_path_that_leads_out_is_not_written(string path)
    {
        new ExportFolder(Target, overwrite: false).Write(path, "x"u8).ShouldNotBeNull().ShouldContain("leads out");

        Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).ShouldBe([Target]);
    }

    [Fact]
    public void A_link_in_the_folder_is_not_followed()
    {
        var outside = Directory.CreateDirectory(Path.Combine(root, "outside")).FullName;
        var secret = Path.Combine(outside, "secret.md");
        File.WriteAllText(secret, "old");
        Directory.CreateDirectory(Target);
        Directory.CreateSymbolicLink(Path.Combine(Target, "_posts"), outside);
        File.CreateSymbolicLink(Path.Combine(Target, "linked.md"), secret);
        var folder = new ExportFolder(Target, overwrite: true);

        folder.Write("_posts/secret.md", "new"u8).ShouldNotBeNull().ShouldContain("symbolic link");
        folder.Write("linked.md", "new"u8).ShouldBeNull();

        File.ReadAllText(secret).ShouldBe("old");
        File.ReadAllText(Path.Combine(Target, "linked.md")).ShouldBe("new");
        new FileInfo(Path.Combine(Target, "linked.md")).LinkTarget.ShouldBeNull();
    }

    [Fact]
    public void A_folder_that_holds_something_is_left_alone_unless_it_may_be_written_into()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "mine.txt"), "mine");

        Should.Throw<ExportException>(() => new ExportFolder(Target, overwrite: false)).Message.ShouldContain("--overwrite");
        new ExportFolder(Target, overwrite: true).Write("a/b.md", "b"u8).ShouldBeNull();

        File.ReadAllText(Path.Combine(Target, "mine.txt")).ShouldBe("mine");
        Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Target, file)).Order(StringComparer.Ordinal).ShouldBe(["a/b.md", "mine.txt"]);
    }

    [Fact]
    public void A_name_that_the_file_system_does_not_take_is_told_and_stops_nothing()
    {
        var folder = new ExportFolder(Target, overwrite: false);
        folder.Write("taken", "x"u8).ShouldBeNull();
        Directory.CreateDirectory(Path.Combine(Target, "folder.md"));

        folder.Write($"{new string('x', 300)}.md", "x"u8).ShouldNotBeNull().ShouldContain("name");
        folder.Write("taken/below.md", "x"u8).ShouldNotBeNull().ShouldContain("is a file");
        folder.Write("folder.md", "x"u8).ShouldNotBeNull().ShouldContain("is a folder");

        folder.Write("after.md", "x"u8).ShouldBeNull();
        Directory.EnumerateFiles(Target, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Count().ShouldBe(2);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_ends_it_with_a_sentence()
    {
        File.WriteAllText(Target, "a file");

        Should.Throw<ExportException>(() => new ExportFolder(Path.Combine(Target, "below"), overwrite: false)).Message.ShouldContain("cannot be written into");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
