using System.Text;
using System.Text.RegularExpressions;
using Cms.Markdown.FrontMatter;

namespace Cms.Markdown.Tests.Corpus;

/// <summary>Changes to every key of real files.</summary>
public partial class FrontMatterChangeTests
{
    private static readonly FrontMatterValue[] Values =
        [FrontMatterScalar.Of("New: \"it's\" # x"), FrontMatterScalar.Of(true), new FrontMatterList([FrontMatterScalar.Of("a"), FrontMatterScalar.Of("b c")]), FrontMatterScalar.Null];

    [Fact]
    public void Any_key_of_a_real_file_changes_alone()
    {
        Assert.SkipUnless(ReferenceCorpus.Exists, ReferenceCorpus.Missing);
        foreach (var path in Directory.EnumerateFiles(ReferenceCorpus.Folder, "*.md", SearchOption.AllDirectories))
        {
            var file = MarkdownFile.Parse(File.ReadAllBytes(path), EnvelopesOf(path));
            foreach (var (key, old) in file.Refusal is null ? file.FrontMatter.Entries : [])
            {
                foreach (var value in Values)
                {
                    ShouldChangeAlone(file, key, value, path);
                }

                if (!file.Warnings.Any(warning => warning.Code == "duplicate-key"))
                {
                    ShouldChangeAlone(file, key, null, path);
                }

                if (old is FrontMatterScalar { Quoted: false, Kind: FrontMatterScalarKind.Text } scalar && !scalar.Text.Contains('\n', StringComparison.Ordinal))
                {
                    Lines(file.With([new(key, FrontMatterScalar.Of("New"))])).Except(Lines(file.With([])), StringComparer.Ordinal).Count().ShouldBe(1, $"{path}: {key}");
                }
            }
        }
    }

    private static void ShouldChangeAlone(MarkdownFile file, string key, FrontMatterValue? value, string path)
    {
        var bytes = file.With([new(key, value)]);
        var (before, after) = (Lines(file.With([])), Lines(bytes));
        var same = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var sameAtEnd = before.Skip(same).Reverse().Zip(after.Skip(same).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        before[same..^sameAtEnd].Count(line => KeyLine.IsMatch(line)).ShouldBeLessThanOrEqualTo(file.Format == FrontMatterFormat.Yaml ? 1 : 2, $"{path}: {key}");

        var changed = MarkdownFile.Parse(bytes, EnvelopesOf(path));
        changed.Body.ShouldBe(file.Body);
        changed.FrontMatter.Entries.Count.ShouldBe(file.FrontMatter.Entries.Count - (changed.FrontMatter[key] is null ? 1 : 0), $"{path}: {key}");
    }

    private static FrontMatterEnvelopes EnvelopesOf(string path) =>
        path.Contains("hexo", StringComparison.Ordinal) ? FrontMatterEnvelopes.Hexo
        : path.Contains("hugo", StringComparison.Ordinal) ? FrontMatterEnvelopes.Hugo
        : FrontMatterEnvelopes.Jekyll;

    private static string[] Lines(byte[] bytes) => Encoding.UTF8.GetString(bytes).Split('\n');

    [GeneratedRegex("^[^\\s#-][^:=]*[:=]", RegexOptions.NonBacktracking)]
    private static partial Regex KeyLine { get; }
}
