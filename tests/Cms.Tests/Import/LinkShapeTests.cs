namespace Cms.Tests.Import;

public sealed class LinkShapeTests
{
    [Theory]
    [InlineData("[{ tea: https://t.example }, { 'tea 1.0: new': https://n.example }]", "tea=https://t.example|tea 1.0: new=https://n.example")]
    [InlineData("[{ url: https://t.example, title: Tea }]", "Tea=https://t.example")]
    [InlineData("[{ label: Tea, href: /t }, { link: /u, text: U }, { name: N, url: /n }]", "Tea=/t|U=/u|N=/n")]
    [InlineData("[{ one: /1, two: /2 }]", "one=/1|two=/2")]
    [InlineData("[https://t.example, 'about tea']", "https://t.example=https://t.example|about tea=")]
    [InlineData("{ tea: /t, coffee: /c }", "tea=/t|coffee=/c")]
    [InlineData("[[tea, https://t.example]]", "tea=https://t.example")]
    [InlineData("[{ tea: /t }, { tea: /t }]", "tea=/t|tea=/t")]
    [InlineData("[{ tea: }, ~, '']", "tea=")]
    [InlineData("[{ tea: { url: /t, lang: en } }]", "tea=/t")]
    [InlineData("https://t.example", "https://t.example=https://t.example")]
    [InlineData("", "")]
    public void Each_shape_gives_names_and_addresses_in_order(string links, string expected) =>
        string.Join('|', SiteFolder.Content($"links: {links}").Links.Select(link => $"{link.Name}={link.Url}")).ShouldBe(expected);
}
