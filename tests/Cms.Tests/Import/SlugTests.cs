using System.Text;
using Cms.Content.Posts;

namespace Cms.Tests.Import;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Release-2.1-is-out", "release-2-1-is-out")]
    [InlineData("Käse & Brötchen", "käse-brötchen")]
    [InlineData("--a__b--", "a-b")]
    [InlineData("𠮷野家 opens", "𠮷野家-opens")]
    [InlineData("İzmir", "i\u0307zmir")]
    [InlineData("+++", "")]
    public void A_slug_is_lower_case_letters_and_digits_with_single_hyphens(string text, string slug) => SlugRules.Slug(text).ShouldBe(slug);

    [Theory]
    [InlineData("Release-2.1-is-out", "Release-2.1-is-out")]
    [InlineData("What's new?", "What's-new")]
    [InlineData("Bulletproofs+-in-Depth", "Bulletproofs+-in-Depth")]
    [InlineData("Trailing-", "Trailing")]
    public void A_title_slug_keeps_case_and_dots(string text, string slug) => SlugRules.TitleSlug(text).ShouldBe(slug);

    [Theory]
    [InlineData("C", "c")]
    [InlineData("C++", "c-plus-plus")]
    [InlineData("C#", "c-sharp")]
    [InlineData(".NET", "dot-net")]
    [InlineData("#docker", "docker")]
    [InlineData("Node.js", "node-js")]
    [InlineData("Größe", "größe")]
    [InlineData("...", "")]
    public void A_terms_slug_spells_out_the_signs_that_tell_languages_apart(string name, string slug) => SlugRules.TermSlug(name).ShouldBe(slug);

    [Theory]
    [InlineData("Docker", "DOCKER")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Ü", "U\u0308")]
    [InlineData("Σίσυφος", "ΣΊΣΥΦΟΣ")]
    [InlineData("ﬁsh", "FISH")]
    public void Two_spellings_that_differ_in_case_or_form_are_one_term(string one, string other) =>
        SlugRules.TermKey(one).ShouldBe(SlugRules.TermKey(other));

    [Fact]
    public void Terms_that_differ_in_their_signs_are_different() =>
        new[] { "C", "C++", "C#", ".C", "Ć" }.Select(SlugRules.TermKey).Distinct(StringComparer.Ordinal).Count().ShouldBe(5);

    [Fact]
    public void A_titles_key_leaves_out_marks_and_case() =>
        Encoding.UTF8.GetString(SlugRules.TitleKey(" Über Ärger ")).ShouldBe("uber arger");

    [Fact]
    public void A_lone_surrogate_is_no_reason_to_fail()
    {
        SlugRules.TermKey("a\ud800").ShouldBe("a\ufffd");
        SlugRules.TitleKey("a\ud800").ShouldNotBeEmpty();
        SlugRules.Slug("a\ud800b").ShouldBe("a-b");
    }
}
