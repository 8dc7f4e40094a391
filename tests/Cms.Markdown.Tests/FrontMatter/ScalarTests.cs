using System.Text.Json.Nodes;
using Cms.Markdown.FrontMatter;

namespace Cms.Markdown.Tests.FrontMatter;

public class ScalarTests
{
    [Theory]
    [InlineData("", FrontMatterScalarKind.Null, "null")]
    [InlineData("~", FrontMatterScalarKind.Null, "null")]
    [InlineData("null", FrontMatterScalarKind.Null, "null")]
    [InlineData("yes", FrontMatterScalarKind.Boolean, "true")]
    [InlineData("Off", FrontMatterScalarKind.Boolean, "false")]
    [InlineData("y", FrontMatterScalarKind.Text, "\"y\"")]
    [InlineData("2014", FrontMatterScalarKind.Integer, "2014")]
    [InlineData("-7", FrontMatterScalarKind.Integer, "-7")]
    [InlineData("012", FrontMatterScalarKind.Integer, "10")]
    [InlineData("0x1F", FrontMatterScalarKind.Integer, "31")]
    [InlineData("1_000", FrontMatterScalarKind.Integer, "1000")]
    [InlineData("1,000", FrontMatterScalarKind.Integer, "1000")]
    [InlineData("99999999999999999999", FrontMatterScalarKind.Integer, "\"99999999999999999999\"")]
    [InlineData("1.0", FrontMatterScalarKind.Float, "1")]
    [InlineData("1.0.1", FrontMatterScalarKind.Text, "\"1.0.1\"")]
    [InlineData("2014-06-09", FrontMatterScalarKind.Date, "\"2014-06-09\"")]
    [InlineData("2014-06-09 20:00:22 +0200", FrontMatterScalarKind.Timestamp, "\"2014-06-09 20:00:22 +0200\"")]
    [InlineData("2014-06-09T20:00:22Z", FrontMatterScalarKind.Timestamp, "\"2014-06-09T20:00:22Z\"")]
    [InlineData("2014-06-09 20:00", FrontMatterScalarKind.Text, "\"2014-06-09 20:00\"")]
    [InlineData(":symbol", FrontMatterScalarKind.Text, "\":symbol\"")]
    public void A_plain_scalar_is_what_jekyll_takes_it_for(string text, FrontMatterScalarKind kind, string json)
    {
        var value = MarkdownFile.Parse($"---\na: {text}\n---\n").FrontMatter["a"].ShouldBeOfType<FrontMatterScalar>();

        value.Kind.ShouldBe(kind);
        value.Text.ShouldBe(text);
        JsonNode.DeepEquals(value.ToJson(), JsonNode.Parse(json)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("'2014'")]
    [InlineData("\"yes\"")]
    [InlineData("|\n  2014")]
    public void A_quoted_one_is_text(string text)
    {
        var value = MarkdownFile.Parse($"---\na: {text}\n---\n").FrontMatter["a"].ShouldBeOfType<FrontMatterScalar>();

        value.Kind.ShouldBe(FrontMatterScalarKind.Text);
        value.Quoted.ShouldBeTrue();
    }

    [Fact]
    public void Values_know_their_lines()
    {
        var map = MarkdownFile.Parse("---\na: 1\nlinks:\n  - x: y\n  - z\n---\n").FrontMatter;

        map["a"]!.Line.ShouldBe(2);
        var links = map["links"].ShouldBeOfType<FrontMatterList>();
        links.Items.Select(item => item.Line).ShouldBe([4, 5]);
    }
}
