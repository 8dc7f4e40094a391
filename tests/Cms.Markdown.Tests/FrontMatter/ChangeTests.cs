using System.Globalization;
using System.Text;
using Cms.Markdown.FrontMatter;

namespace Cms.Markdown.Tests.FrontMatter;

/// <summary>How a file reads after a key has changed.</summary>
public class ChangeTests
{
    [Theory]
    [InlineData("title: Old", "New", "title: New")]
    [InlineData("title: \"Old\"", "New", "title: \"New\"")]
    [InlineData("title: 'Old'", "It's", "title: 'It''s'")]
    [InlineData("title: 'Old'", "a\nb", "title: \"a\\nb\"")]
    [InlineData("title:   Old    # why", "New", "title:   New    # why")]
    [InlineData("title: Old", "a: b", "title: \"a: b\"")]
    [InlineData("title: Old", "It's here, now: C# & more", "title: \"It's here, now: C# & more\"")]
    [InlineData("title: Old", "It's here, now & more", "title: It's here, now & more")]
    [InlineData("title: Old", "2014", "title: \"2014\"")]
    [InlineData("title: Old", "12:30", "title: \"12:30\"")]
    [InlineData("title: Old", "2014 in review", "title: 2014 in review")]
    [InlineData("title: Old", "Whale 🐳", "title: Whale 🐳")]
    [InlineData("title:", "New", "title: New")]
    [InlineData("title: # none yet", "New", "title: New # none yet")]
    [InlineData("\"title\": Old", "New", "\"title\": New")]
    [InlineData("TITLE: Old", "New", "TITLE: New")]
    [InlineData("title: Old\n  goes on", "New", "title: New")]
    [InlineData("title: |\n   Old\n   text", "New\ntext\n", "title: |\n   New\n   text")]
    [InlineData("title: >-\n  Old\n  text", "New\ntext", "title: >-\n  New\n\n  text")]
    [InlineData("title: >-\n  Old", " New", "title: \" New\"")]
    [InlineData("title: a\ntitle: b", "New", "title: a\ntitle: New")]
    [InlineData("title: a\nTitle: b", "New", "title: a\nTitle: New")]
    [InlineData("title: Docker: the good parts", "New", "title: 'New'")]
    public void A_changed_text_keeps_its_quotes_and_its_comment(string yaml, string value, string changed)
    {
        var text = $"---\n# first\nlayout:  post\n{yaml}\n\n# last\ntags: [ a,b ]\n---\n\nBody\n";

        Change(text, new FrontMatterChange("title", FrontMatterScalar.Of(value))).ShouldBe(text.Replace(yaml, changed, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tags: [ 'a', \"b\" ] # two", "a c", "tags: ['a', c] # two")]
    [InlineData("tags:\n- 'a'\n- b\n# end", "a c", "tags:\n- 'a'\n- c\n# end")]
    [InlineData("tags: # two\n    - a # one\n    - b", "a c", "tags: # two\n    - a\n    - c")]
    [InlineData("tags: a b", "a c", "tags: [a, c]")]
    [InlineData("tags:", "a", "tags: [a]")]
    [InlineData("tags:\n  - a", "", "tags: []")]
    public void A_changed_list_keeps_its_form_and_the_items_that_stay(string yaml, string items, string changed)
    {
        var text = $"---\ntitle: x\n{yaml}\nlast: y\n---\n";
        var list = new FrontMatterList([.. items.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(FrontMatterScalar.Of)]);

        Change(text, new FrontMatterChange("tags", list)).ShouldBe(text.Replace(yaml, changed, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_that_stay_are_written_as_they_were()
    {
        const string Text = "---\nlinks:\n  - Docker: 'http://docker.io'   # there\n  - \"Re: x\": http://a.b\n    title: y\nlast: z\n---\n";
        var links = (FrontMatterList)MarkdownFile.Parse(Text).FrontMatter["links"]!;

        var changed = Change(Text, new FrontMatterChange("links", links with { Items = [.. links.Items, new FrontMatterMap([new("New", FrontMatterScalar.Of("http://c.d"))])] }));

        changed.ShouldBe("---\nlinks:\n  - Docker: 'http://docker.io'\n  - \"Re: x\": http://a.b\n    title: y\n  - New: http://c.d\nlast: z\n---\n");
    }

    [Fact]
    public void Keys_are_added_below_and_taken_out_with_their_lines()
    {
        const string Text = "---\ntitle: x\n# of the summary\nsummary: >\n  folded\n  text\n\nlast: y # end\n---\nBody";

        Change(Text, new("summary", null), new("featured", FrontMatterScalar.Of(true)), new("links", new FrontMatterList([new FrontMatterMap([new("a", FrontMatterScalar.Of("b"))])])))
            .ShouldBe("---\ntitle: x\n# of the summary\n\nlast: y # end\nfeatured: true\nlinks:\n  - a: b\n---\nBody");
    }

    [Fact]
    public void A_key_is_taken_out_in_every_spelling() => Change("---\ntitle: a\nx: 1\nTitle: b\ntitle: c\n---\n", new FrontMatterChange("TITLE", null)).ShouldBe("---\nx: 1\n---\n");

    [Theory]
    [InlineData("---\n", "", "---\n", FrontMatterEnvelopes.Jekyll, "{0}: 1\n")]
    [InlineData("+++\n", "", "+++\n", FrontMatterEnvelopes.Hugo, "{0} = 1\n")]
    [InlineData("{\n", "\"last\": 1\n", "}\n", FrontMatterEnvelopes.Hugo, "\"{0}\": 1,\n")]
    public void More_changes_than_can_be_made_one_by_one_are_made_all_the_same(string start, string last, string end, FrontMatterEnvelopes envelopes, string line)
    {
        // One by one they would take minutes.
        const int Count = 5_000;
        var keys = Enumerable.Range(0, Count).Select(number => $"key{number}").ToList();
        var file = MarkdownFile.Parse($"{start}{string.Concat(keys.Select(key => string.Format(CultureInfo.InvariantCulture, line, key)))}{last}{end}Body\n", envelopes);
        file.FrontMatter.Entries.Count.ShouldBeGreaterThanOrEqualTo(Count);
        FrontMatterChange[] changes = [.. keys.Take(Count / 2).Select(key => new FrontMatterChange(key.ToUpperInvariant(), FrontMatterScalar.Of("z"))), .. keys.Skip(Count / 2 + 1).Select(key => new FrontMatterChange(key, null)), new("new", FrontMatterScalar.Of("n"))];

        var changed = MarkdownFile.Parse(file.With(changes), envelopes);
        var written = MarkdownFile.Parse(file.Write(key => key.EndsWith('7')), envelopes);

        (changed.Format, changed.Body).ShouldBe((file.Format, "Body\n"));
        changed.FrontMatter.Entries.Count.ShouldBe(file.FrontMatter.Entries.Count - changes.Count(change => change.Value is null) + 1);
        (changed.FrontMatter.TextOf(keys[0]), changed.FrontMatter.TextOf(keys[Count / 2]), changed.FrontMatter.TextOf(keys[^1]), changed.FrontMatter.TextOf("new")).ShouldBe(("z", "1", null, "n"));
        written.FrontMatter.Entries.Select(entry => entry.Key).ShouldBe(keys.Where(key => key.EndsWith('7')));
    }

    [Fact]
    public void An_anchor_that_is_used_elsewhere_does_not_take_others_along()
    {
        var changed = Change("---\na: &x 1\nb: *x # copy\n---\n", new FrontMatterChange("a", FrontMatterScalar.Of(2)));

        MarkdownFile.Parse(changed).FrontMatter.ToJson().ToJsonString().ShouldBe("""{"a":2,"b":1}""");
    }

    [Fact]
    public void Toml_stays_toml() => ChangeAs(
            "+++\n# a\ntitle = 'Old' # why\ndate=2014-09-28\n\n[params]\n  cover = 'a'\n+++\nBody",
            FrontMatterEnvelopes.Hugo,
            new("title", FrontMatterScalar.Of("New")),
            new("date", FrontMatterScalar.Plain("2015-1-2 8:00:00 +0100")),
            new("tags", new FrontMatterList([FrontMatterScalar.Of("a\"b")])))
        .ShouldBe("+++\n# a\ntitle = 'New' # why\ndate=2015-01-02T08:00:00+01:00\ntags = [\"a\\\"b\"]\n\n[params]\n  cover = 'a'\n+++\nBody");

    [Fact]
    public void Json_stays_json() => ChangeAs(
            "{\n  \"title\": \"Old\",\n\n  \"tags\": [\n    \"a\"\n  ],\n  \"last\": 1\n}\n\nBody",
            FrontMatterEnvelopes.Hugo,
            new("title", FrontMatterScalar.Of("New \"ü\"")),
            new("tags", null),
            new("date", FrontMatterScalar.Plain("2014-09-28")))
        .ShouldBe("{\n  \"title\": \"New \\\"ü\\\"\",\n\n  \"last\": 1,\n  \"date\": \"2014-09-28\"\n}\n\nBody");

    [Fact]
    public void Hexos_forms_stay_theirs()
    {
        ChangeAs("\"title\": \"Old\",\n\"x\": 1\n;;;\nBody", FrontMatterEnvelopes.Hexo, new FrontMatterChange("title", FrontMatterScalar.Of("New"))).ShouldBe("\"title\": \"New\",\n\"x\": 1\n;;;\nBody");
        ChangeAs("title: Old\nx: 1\n---\nBody", FrontMatterEnvelopes.Hexo, new FrontMatterChange("x", null)).ShouldBe("title: Old\n---\nBody");
        ChangeAs("title: Old\n---\nBody", FrontMatterEnvelopes.Hexo, new FrontMatterChange("title", null)).ShouldBe("---\n---\nBody");
    }

    [Fact]
    public void A_file_without_front_matter_gets_yaml() =>
        Change("# A\r\n\r\nBody", new FrontMatterChange("title", FrontMatterScalar.Of("A"))).ShouldBe("---\r\ntitle: A\r\n---\r\n# A\r\n\r\nBody");

    [Fact]
    public void Line_ends_and_mark_stay()
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes("---\r\ntitle: A\nlast: b\r\n---\r\nOne\rTwo\n")).ToArray();

        var changed = MarkdownFile.Parse(bytes).With([new("title", FrontMatterScalar.Of("C")), new("x", FrontMatterScalar.Of("z"))]);

        Encoding.UTF8.GetString(changed).ShouldBe("\uFEFF---\r\ntitle: C\nlast: b\r\nx: z\r\n---\r\nOne\rTwo\n");
    }

    [Fact]
    public void The_encoding_stays_as_long_as_it_holds_the_text()
    {
        var file = MarkdownFile.Parse(Encoding.Latin1.GetBytes("---\ntitle: Gr\u00F6\u00DFe\n---\n\u00E4"));

        file.With([new("title", FrontMatterScalar.Of("Öl"))]).ShouldBe(Encoding.Latin1.GetBytes("---\ntitle: \u00D6l\n---\n\u00E4"));
        file.With([new("title", FrontMatterScalar.Of("日本"))]).ShouldBe(Encoding.UTF8.GetBytes("---\ntitle: 日本\n---\nä"));
    }

    [Fact]
    public void A_new_body_gets_the_files_line_ends()
    {
        var file = MarkdownFile.Parse("---\r\ntitle: A\r\n---\r\n\r\nOld\r\n");

        Encoding.UTF8.GetString(file.With([], "One\nTwo\n")).ShouldBe("---\r\ntitle: A\r\n---\r\n\r\nOne\r\nTwo\r\n");
        Encoding.UTF8.GetString(file.With([], file.Body)).ShouldBe("---\r\ntitle: A\r\n---\r\n\r\nOld\r\n");
    }

    [Fact]
    public void A_body_that_looks_like_front_matter_stays_the_body()
    {
        const string Body = "---\nno: head\n---\n";

        MarkdownFile.Parse(MarkdownFile.Parse("Old").With([], Body)).Body.ShouldBe(Body);
    }

    [Fact]
    public void Front_matter_that_is_refused_is_not_changed()
    {
        var file = MarkdownFile.Parse("---\na: {b: [c}\n---\nBody");

        Should.Throw<FrontMatterChangeException>(() => file.With([new("title", FrontMatterScalar.Of("x"))])).Reason.ShouldBe(file.Refusal);
        Encoding.UTF8.GetString(file.With([], "New")).ShouldBe("---\na: {b: [c}\n---\nNew");
    }

    [Theory]
    [InlineData("---\ntitle: 'A'\n# secret: 1\nsecret: x # y\n# below\n\nlast: [ b ]\n---\nBody", "---\ntitle: 'A'\n\nlast: [ b ]\n---\nBody")]
    [InlineData("+++\ntitle = 'A'\n# not told\nsecret = 1\n[params]\nsecret = 2\nx = 3\n+++\nBody", "+++\ntitle = 'A'\nparams = { x = 3 }\n+++\nBody")]
    [InlineData("{\"title\":  \"A\", \"secret\": 1, \"b\": {\"secret\": 2}}\nBody", "{\"title\":  \"A\", \"b\": {}}\nBody")]
    [InlineData("title: A\nsecret: 1\n---\nBody", "title: A\n---\nBody")]
    public void Keys_that_are_not_kept_leave_the_rest_as_it_is_written(string text, string kept) =>
        MarkdownFile.Parse(text, FrontMatterEnvelopes.All).Write(key => key != "secret").ShouldBe(kept);

    [Fact]
    public void A_composed_file_is_one_that_jekyll_reads() => MarkdownFile.Compose(
            new FrontMatterMap([new("title", FrontMatterScalar.Of("A: b")), new("date", FrontMatterScalar.Plain("2014-06-09 10:00:00 +0200")), new("tags", new FrontMatterList([FrontMatterScalar.Of("yes")]))]), "Body\n")
        .ShouldBe("---\ntitle: \"A: b\"\ndate: 2014-06-09 10:00:00 +0200\ntags:\n  - \"yes\"\n---\nBody\n");

    private static string Change(string text, params FrontMatterChange[] changes) => ChangeAs(text, FrontMatterEnvelopes.Jekyll, changes);

    private static string ChangeAs(string text, FrontMatterEnvelopes envelopes, params FrontMatterChange[] changes) =>
        Encoding.UTF8.GetString(MarkdownFile.Parse(text, envelopes).With(changes));
}
