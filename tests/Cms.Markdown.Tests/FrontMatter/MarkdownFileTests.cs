using System.Text;
using Cms.Markdown.FrontMatter;

namespace Cms.Markdown.Tests.FrontMatter;

public class MarkdownFileTests
{
    [Theory]
    [InlineData("---\ntitle: A\n---\nBody\n", "A", "Body\n", 4)]
    [InlineData("---  \ntitle: A\n---\t\nBody", "A", "Body", 4)]
    [InlineData("---\ntitle: A\n...\nBody", "A", "Body", 4)]
    [InlineData("---\ntitle: A\n---\n\n\nBody", "A", "Body", 6)]
    [InlineData("---\n---\nBody", null, "Body", 3)]
    [InlineData("Body\n---\n", null, "Body\n---\n", 1)]
    [InlineData("---\nBody\n", null, "---\nBody\n", 1)]
    [InlineData("----\ntitle: A\n---\n", null, "----\ntitle: A\n---\n", 1)]
    [InlineData("---\nsummary: |\n  one\n  ---\ntitle: A\n---\nBody", "A", "Body", 7)]
    [InlineData("---\ntitle: A\n---\nBody\n\n---\ntitle: B\n---\n", "A", "Body\n\n---\ntitle: B\n---\n", 4)]
    [InlineData("", null, "", 1)]
    [InlineData("---", null, "---", 1)]
    [InlineData("---\ntitle: A\n---", "A", "", 3)]
    public void The_envelope_is_found_as_jekyll_finds_it(string text, string? title, string body, int line)
    {
        var file = MarkdownFile.Parse(text);

        file.FrontMatter.TextOf("title").ShouldBe(title);
        file.Body.ShouldBe(body);
        file.BodyLine.ShouldBe(line);
        file.Refusal.ShouldBeNull();
        file.ReproducesExactly.ShouldBeTrue();
        (file.Head + file.Body).ShouldBe(text);
    }

    [Fact]
    public void Line_ends_are_line_feeds_and_the_original_is_kept()
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes("---\r\ntitle: A\r\n---\r\nOne\r\nTwo\rThree")).ToArray();

        var file = MarkdownFile.Parse(bytes);

        file.FrontMatter.TextOf("title").ShouldBe("A");
        file.Body.ShouldBe("One\nTwo\nThree");
        file.ReproducesExactly.ShouldBeFalse();
        file.Original!.Value.ToArray().ShouldBe(bytes);
        file.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Windows_1252_is_read_with_a_warning_that_names_the_line()
    {
        var file = MarkdownFile.Parse(Encoding.Latin1.GetBytes("---\ntitle: Gr\u00F6\u00DFe\n---\nx"));

        file.FrontMatter.TextOf("title").ShouldBe("Größe");
        file.Warnings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            warning => warning.Code.ShouldBe("not-utf-8"),
            warning => warning.Line.ShouldBe(2));
    }

    [Fact]
    public void Nul_is_dropped_with_a_warning()
    {
        var file = MarkdownFile.Parse("a\nb\0c");

        file.Body.ShouldBe("a\nbc");
        file.Warnings.ShouldHaveSingleItem().ShouldBe(file.Warnings[0] with { Line = 2, Code = "nul-dropped" });
    }

    [Fact]
    public void A_fence_that_is_never_closed_is_text_with_a_warning() =>
        MarkdownFile.Parse("---\ntitle: A\n").Warnings.ShouldHaveSingleItem().Code.ShouldBe("front-matter-unclosed");

    [Theory]
    [InlineData("title: Docker: the good parts", "title", "Docker: the good parts", 2)]
    [InlineData("a: 1\ntitle: @home", "title", "@home", 3)]
    [InlineData("title: [Draft] a thing", "title", "[Draft] a thing", 2)]
    [InlineData("title: \"C:\\dir\"", "title", "C:\\dir", 2)]
    [InlineData("title: \"open", "title", "\"open", 2)]
    [InlineData("title: \"A\" and B", "title", "\"A\" and B", 2)]
    [InlineData("title: it's `code` & 'more'\nb: %x", "b", "%x", 3)]
    [InlineData("tags:\n\t- a\ntitle: x", "title", "x", 3)]
    [InlineData("title: || and &&, in shells\nb: |-\n  c", "title", "|| and &&, in shells", 2)]
    public void Yaml_that_can_be_mended_is_mended_with_a_warning(string yaml, string key, string value, int line)
    {
        var file = MarkdownFile.Parse($"---\n{yaml}\n---\nBody");

        file.Refusal.ShouldBeNull();
        file.FrontMatter.TextOf(key).ShouldBe(value);
        file.Warnings.ShouldContain(warning => warning.Code == "yaml-repaired" && warning.Line == line);
    }

    [Theory]
    [InlineData("title: A\ndate: 2020-01-01\n---\nBody", "Body")]
    [InlineData("title: A\n\n# A comment\ntags:\n\n- b\n\nother key: c\n---\nBody", "title: A\n\n# A comment\ntags:\n\n- b\n\nother key: c\n---\nBody")]
    [InlineData("title: A\n\n# A comment\ntags:\n\n- b\n\ncustom: c\n---\nBody", "Body")]
    [InlineData("Note: this is text.\n\nIt goes on.\n\n---\n\nMore", "Note: this is text.\n\nIt goes on.\n\n---\n\nMore")]
    public void Front_matter_without_a_fence_above_it_has_no_paragraphs(string text, string body) =>
        MarkdownFile.Parse(text, FrontMatterEnvelopes.All).Body.ShouldBe(body);

    [Fact]
    public void A_quoted_value_may_go_on_no_deeper_than_its_key()
    {
        var file = MarkdownFile.Parse("---\nspeakers:\n  - name: \"Ann\"\n    bio: \"one\n    two\nthree\n\n  four\"\n    img: a.png\ntags:\n  - \"x\n  y\"\ntitle: A\n---\n");

        file.Refusal.ShouldBeNull();
        file.FrontMatter.ToJson().ToJsonString().ShouldBe("{\"speakers\":[{\"name\":\"Ann\",\"bio\":\"one two three\\nfour\",\"img\":\"a.png\"}],\"tags\":[\"x y\"],\"title\":\"A\"}");
        file.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_quoted_value_may_go_on_at_the_edge_of_the_line()
    {
        var file = MarkdownFile.Parse("---\nexcerpt: \"one\ntwo \\\"x\\\"\nthree\"\ntitle: A\n---\n");

        file.FrontMatter.TextOf("excerpt").ShouldBe("one two \"x\" three");
        file.FrontMatter.TextOf("title").ShouldBe("A");
        file.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a: [docker, \"open", "invalid-yaml")]
    [InlineData("a: {b: [c}", "invalid-yaml")]
    [InlineData("a: *nothing", null)]
    [InlineData("a: &a [*a]", "front-matter-limit")]
    public void What_cannot_be_read_is_refused_with_a_reason(string yaml, string? code)
    {
        var file = MarkdownFile.Parse($"---\n{yaml}\n---\nBody");

        file.Refusal?.Code.ShouldBe(code);
        (file.Refusal is null).ShouldBe(code is null);
        file.Body.ShouldBe("Body");
    }

    [Fact]
    public void The_last_of_equal_keys_counts_and_keeps_the_first_ones_place()
    {
        var file = MarkdownFile.Parse("---\na: 1\nb: 2\na: 3\n---\n");

        file.FrontMatter.Entries.Select(entry => entry.Key).ShouldBe(["a", "b"]);
        file.FrontMatter.TextOf("A").ShouldBe("3");
        file.Warnings.ShouldHaveSingleItem().ShouldBe(file.Warnings[0] with { Line = 4, Code = "duplicate-key" });
    }

    [Fact]
    public void Tags_are_ignored() => MarkdownFile.Parse("---\ntitle: ! 'x'\nb: !ruby/object:Foo {c: 1}\n---\n").FrontMatter.TextOf("title").ShouldBe("x");

    [Fact]
    public void A_body_of_a_file_that_keeps_all_keys_is_written_untouched()
    {
        const string Text = "---\n# comment\ntitle:   'A'   # note\n---\n\nBody";

        MarkdownFile.Parse(Text).Write(_ => true).ShouldBe(Text);
    }

    [Fact]
    public void Keys_that_are_not_kept_are_gone_at_every_level()
    {
        var file = MarkdownFile.Parse("---\ntitle: 'Yes'\ndate: 2014-01-01\nauthors:\n- name: \"A: B\"\n  email: a@b.c # c@d.e\nemail: x\nempty:\n---\nBody\n");

        var written = file.Write(key => !key.EndsWith("email", StringComparison.OrdinalIgnoreCase));

        written.ShouldBe("---\ntitle: 'Yes'\ndate: 2014-01-01\nauthors:\n- name: \"A: B\"\nempty:\n---\nBody\n");
        MarkdownFile.Parse(written).FrontMatter.ToJson().ToJsonString().ShouldBe("""{"title":"Yes","date":"2014-01-01","authors":[{"name":"A: B"}],"empty":null}""");
    }
}
