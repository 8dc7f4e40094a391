using System.Globalization;
using System.Text;

namespace Cms.Benchmarks.Blog;

/// <summary>Writes a Jekyll folder of posts of real size (about 5 kB) and shape, the same for the same number. Words are as rare as in a language: the n-th is written an n-th as often as the first.</summary>
internal static class GeneratedBlog
{
    /// <summary>The word that texts have most often.</summary>
    public const string CommonestWord = "container";

    private const int Seed = 20141109;
    private const int Vocabulary = 20_000;

    private static readonly string[] Words =
        ("container image server network deploy build release cluster volume registry process kernel cache index query " +
         "schema backup restore monitor alert metric trace log socket thread memory storage latency throughput").Split(' ');

    private static readonly string[] Syllables = "ba ce di fo gu ha ki lo mu ne pi ra so tu ve wa xi yo zu da".Split(' ');

    /// <returns>The slugs.</returns>
    public static IReadOnlyList<string> Write(string folder, int posts)
    {
        var random = new Random(Seed);
        var folderOfPosts = Directory.CreateDirectory(Path.Combine(folder, "_posts")).FullName;
        File.WriteAllText(Path.Combine(folder, "_config.yml"), "title: Generated\ntimezone: Europe/Berlin\npermalink: /blog/:year/:month/:day/:title\n");
        List<string> slugs = [];
        for (var number = 0; number < posts; number++)
        {
            var slug = string.Create(CultureInfo.InvariantCulture, $"{TextWord(random)}-{TextWord(random)}-{number}");
            var day = new DateOnly(2005, 1, 1).AddDays(random.Next(7000));
            File.WriteAllText(Path.Combine(folderOfPosts, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}-{slug}.md")), Text(random, slug, number));
            slugs.Add(slug);
        }

        return slugs;
    }

    private static string Text(Random random, string slug, int number)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"---\nlayout: post\ntitle: \"About {slug}\"\ntags: [{Word(random)}, {Word(random)}, series-{random.Next(200)}]\n");
        text.Append(CultureInfo.InvariantCulture, $"category: {Word(random)}\nkeywords:\n  - {Word(random)}\n  - {Word(random)} {Word(random)}\nlinks:\n");
        text.Append(CultureInfo.InvariantCulture, $"  - {Word(random)}: https://example.org/{random.Next(2000)}\n  - source: https://example.net/{number}\nlang: en\n---\n");
        for (var paragraph = 0; paragraph < 12; paragraph++)
        {
            if (paragraph % 4 == 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"## {Word(random)} and {Word(random)}\n\n");
            }

            text.Append(paragraph % 6 == 5 ? "```sh\ndocker run --rm -it example\n```\n\n" : Paragraph(random)).Append("\n\n");
        }

        return text.ToString();
    }

    private static string Paragraph(Random random)
    {
        var sentence = new StringBuilder();
        for (var word = 0; word < 60; word++)
        {
            sentence.Append(word == 0 ? "" : " ").Append(TextWord(random));
        }

        return sentence.Append(CultureInfo.InvariantCulture, $" *{Word(random)}* [{Word(random)}](https://example.com/{random.Next(500)}).").ToString();
    }

    private static string Word(Random random) => Words[random.Next(Words.Length)];

    private static string TextWord(Random random)
    {
        var rank = (int)Math.Pow(Vocabulary, random.NextDouble()) - 1;
        if (rank < Words.Length)
        {
            return Words[rank];
        }

        var word = new StringBuilder();
        for (var rest = rank; rest > 0; rest /= Syllables.Length)
        {
            word.Append(Syllables[rest % Syllables.Length]);
        }

        return word.ToString();
    }
}
