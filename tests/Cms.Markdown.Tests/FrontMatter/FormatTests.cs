using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cms.Markdown.FrontMatter;

namespace Cms.Markdown.Tests.FrontMatter;

/// <summary>Front matter in the forms of other generators than Jekyll.</summary>
public class FormatTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("+++\ntitle = 'A'\n+++\n\nBody", FrontMatterEnvelopes.Hugo, FrontMatterFormat.Toml, "Body", 5)]
    [InlineData("+++  \ntitle = 'A'\n+++\t\nBody", FrontMatterEnvelopes.Hugo, FrontMatterFormat.Toml, "Body", 4)]
    [InlineData("{\n\"title\": \"A\" }\n\nBody", FrontMatterEnvelopes.Hugo, FrontMatterFormat.Json, "Body", 4)]
    [InlineData("{\"title\": \"A\", \"x\": \"}\\\"{\"}", FrontMatterEnvelopes.Hugo, FrontMatterFormat.Json, "", 1)]
    [InlineData("---\ntitle: A\n---\nBody", FrontMatterEnvelopes.Hugo, FrontMatterFormat.Yaml, "Body", 4)]
    [InlineData(";;;\n\"title\": \"A\"\n;;;\nBody", FrontMatterEnvelopes.Hexo, FrontMatterFormat.Json, "Body", 4)]
    [InlineData("\"title\": \"A\",\n\"x\": 1\n;;;\nBody", FrontMatterEnvelopes.Hexo, FrontMatterFormat.Json, "Body", 4)]
    [InlineData("title: A\n---\nBody", FrontMatterEnvelopes.Hexo, FrontMatterFormat.Yaml, "Body", 3)]
    [InlineData("title: A\ntags:\n\n- a\n\n- b\n---\nBody", FrontMatterEnvelopes.Hexo, FrontMatterFormat.Yaml, "Body", 8)]
    [InlineData("title: A\r\n---\r\nBody", FrontMatterEnvelopes.Hexo, FrontMatterFormat.Yaml, "Body", 3)]
    public void Each_generators_own_form_is_read(string text, FrontMatterEnvelopes envelopes, FrontMatterFormat format, string body, int line)
    {
        var file = MarkdownFile.Parse(text, envelopes);

        file.Refusal.ShouldBeNull();
        file.Format.ShouldBe(format);
        file.FrontMatter.TextOf("title").ShouldBe("A");
        file.Body.ShouldBe(body);
        file.BodyLine.ShouldBe(line);
    }

    [Theory]
    [InlineData("+++\ntitle = 'A'\n+++\n", FrontMatterEnvelopes.Jekyll)]
    [InlineData("+++\ntitle = 'A'\n+++\n", FrontMatterEnvelopes.Hexo)]
    [InlineData("{\"title\": \"A\"}\n", FrontMatterEnvelopes.Jekyll)]
    [InlineData("title: A\n---\n", FrontMatterEnvelopes.Jekyll)]
    [InlineData("title: A\n---\n", FrontMatterEnvelopes.Hugo)]
    [InlineData(";;;\n\"title\": \"A\"\n;;;\n", FrontMatterEnvelopes.Jekyll)]
    [InlineData("{{< figure src=\"a\" >}}\n", FrontMatterEnvelopes.Hugo)]
    [InlineData("{ a set }\n", FrontMatterEnvelopes.Hugo)]
    [InlineData("A heading\n---\n", FrontMatterEnvelopes.Hexo)]
    [InlineData("Tea: what I read of it\n\n- one\n- two\n\n---\n", FrontMatterEnvelopes.Hexo)]
    [InlineData("https://example.org\n---\n", FrontMatterEnvelopes.Hexo)]
    [InlineData("title: A\n", FrontMatterEnvelopes.Hexo)]
    [InlineData("", FrontMatterEnvelopes.All)]
    public void What_is_no_front_matter_to_a_generator_is_text(string text, FrontMatterEnvelopes envelopes)
    {
        var file = MarkdownFile.Parse(text, envelopes);

        file.Format.ShouldBe(FrontMatterFormat.None);
        file.Body.ShouldBe(text);
        file.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("+++\ntitle = 1\n")]
    [InlineData("{\"title\": \"A\"\n")]
    public void What_is_never_closed_is_text_with_a_warning(string text) =>
        MarkdownFile.Parse(text, FrontMatterEnvelopes.Hugo).Warnings.ShouldHaveSingleItem().Code.ShouldBe("front-matter-unclosed");

    [Fact]
    public void Toml_becomes_the_tree_that_yaml_would()
    {
        var file = MarkdownFile.Parse(
            "+++\ntitle = \"TOML\"\ndate = 2014-09-28T10:00:00+02:00\nday = 2014-09-28\nat = 10:30:00\ndraft = false\nweight = 0x1F\nratio = 1.5\ntags = [\"a\", 'b',\n]\n[params]\n  cover.url = \"a.png\"\n[taxonomies]\ntags = [\"x\"]\n"
            + "[[resources]]\nsrc = \"b\"\n[[resources]]\nsrc = \"c\"\n[resources.params]\nx = 1\n+++\n",
            FrontMatterEnvelopes.Hugo);

        file.Refusal.ShouldBeNull();
        file.FrontMatter.ToJson().ToJsonString(Relaxed).ShouldBe(
            """{"title":"TOML","date":"2014-09-28T10:00:00+02:00","day":"2014-09-28","at":"10:30:00","draft":false,"weight":31,"ratio":1.5,"tags":["a","b"],"params":{"cover":{"url":"a.png"}},"taxonomies":{"tags":["x"]},"resources":[{"src":"b"},{"src":"c","params":{"x":1}}]}""");
        file.FrontMatter["date"].ShouldBeOfType<FrontMatterScalar>().Kind.ShouldBe(FrontMatterScalarKind.Timestamp);
        file.FrontMatter["day"].ShouldBeOfType<FrontMatterScalar>().Kind.ShouldBe(FrontMatterScalarKind.Date);
        file.FrontMatter["title"]!.Line.ShouldBe(2);
        file.FrontMatter["taxonomies"]!.Line.ShouldBe(13);
    }

    [Fact]
    public void Json_becomes_the_tree_that_yaml_would()
    {
        var file = MarkdownFile.Parse("{\n  \"title\": \"J \\u00fc\", // a comment\n  \"n\": 1e2,\n  \"none\": null,\n  \"deep\": [{\"a\": [true]}],\n}\n", FrontMatterEnvelopes.Hugo);

        file.Refusal.ShouldBeNull();
        file.FrontMatter.ToJson().ToJsonString(Relaxed).ShouldBe("""{"title":"J ü","n":100,"none":null,"deep":[{"a":[true]}]}""");
        file.FrontMatter["none"]!.Line.ShouldBe(4);
    }

    [Theory]
    [InlineData("+++\na = 1\na = 2\n+++\n", 3)]
    [InlineData("{\"a\": 1,\n\"a\": 2}", 2)]
    [InlineData("a: 1\na: 2\n---\n", 2)]
    public void The_last_of_equal_keys_counts_in_every_form(string text, int line)
    {
        var file = MarkdownFile.Parse(text, FrontMatterEnvelopes.All);

        file.FrontMatter.TextOf("a").ShouldBe("2");
        file.Warnings.ShouldHaveSingleItem().ShouldBe(file.Warnings[0] with { Line = line, Code = "duplicate-key" });
    }

    [Theory]
    [InlineData("+++\na = 1\nb = \n+++\n", "invalid-toml", 3)]
    [InlineData("+++\na = \"x\n+++\n", "invalid-toml", 2)]
    [InlineData("{\n\"a\": tru }\n", "invalid-json", 2)]
    [InlineData("{\n\"a\": \"\\ud800\"}\n", "invalid-json", 2)]
    [InlineData("\"a\": 1,\n\"b\":: 2\n;;;\n", "invalid-json", 2)]
    public void What_cannot_be_read_is_refused_with_its_line(string text, string code, int line)
    {
        var refusal = MarkdownFile.Parse(text, FrontMatterEnvelopes.All).Refusal;

        refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        refusal.Line.ShouldBe(line);
    }

    [Fact]
    public void A_merged_map_stands_where_it_is_merged_as_in_psych()
    {
        var file = MarkdownFile.Parse("---\nbase: &base {a: 1, b: 2}\nother: &other {b: 3, c: 4}\nover: {a: 0, <<: *base, b: 5}\nof many: {<<: [*base, *other]}\nno map: {<<: text}\n---\n");

        file.FrontMatter.ToJson().ToJsonString().ShouldBe(
            """{"base":{"a":1,"b":2},"other":{"b":3,"c":4},"over":{"a":1,"b":5},"of many":{"b":2,"c":4,"a":1},"no map":{"\u003C\u003C":"text"}}""");
        file.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Lines_are_counted_by_line_feeds_alone() =>
        MarkdownFile.Parse("---\na: \"x\u2028y\u0085z\"\nb: 1\n---\n").FrontMatter["b"]!.Line.ShouldBe(3);

    [Theory]
    [InlineData("\uFEFFtitle: A\r\n---\r\nBody")]
    [InlineData("+++\r\ntitle = \"A\"\r\n+++\r\nBody")]
    [InlineData("{\r\"title\": \"A\"}\rBody")]
    public void Marks_and_line_ends_are_no_hindrance(string text)
    {
        var file = MarkdownFile.Parse(Encoding.UTF8.GetBytes(text), FrontMatterEnvelopes.All);

        file.FrontMatter.TextOf("title").ShouldBe("A");
        file.Body.ShouldBe("Body");
    }
}
