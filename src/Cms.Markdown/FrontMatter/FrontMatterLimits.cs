using System.Globalization;

namespace Cms.Markdown.FrontMatter;

/// <summary>What one file's front matter may hold, whatever it is written in. Counted with aliases expanded, so that a handful of lines cannot stand for a billion values.</summary>
internal sealed class FrontMatterLimits
{
    public const int MaximumDepth = 100;
    public const int MaximumValues = 100_000;

    /// <summary>Characters of front matter. The largest of 26,000 real files is far below.</summary>
    public const int MaximumLength = 1 << 20;

    /// <summary>Characters of TOML, whose parser takes seconds for a megabyte.</summary>
    public const int MaximumTomlLength = MaximumLength / 8;

    private const int MaximumText = 4 * MaximumLength;

    public static string TooDeep { get; } = string.Create(CultureInfo.InvariantCulture, $"The front matter is nested deeper than {MaximumDepth} levels. Make it flatter.");

    public int Values { get; private set; }

    public int Text { get; private set; }

    /// <exception cref="FrontMatterLimitException">It is too much.</exception>
    public void Count(int values, int text, int line)
    {
        Values += values;
        Text += text;
        if (Values > MaximumValues)
        {
            throw new FrontMatterLimitException(line, string.Create(CultureInfo.InvariantCulture, $"The front matter stands for more than {MaximumValues} values. Move the data out of it."));
        }

        if (Text > MaximumText)
        {
            throw new FrontMatterLimitException(line, string.Create(CultureInfo.InvariantCulture, $"The front matter stands for more than {MaximumText} characters. Move the data out of it."));
        }
    }

    /// <exception cref="FrontMatterLimitException">It is too deep.</exception>
    public static void CheckDepth(int depth, int line)
    {
        if (depth > MaximumDepth)
        {
            throw new FrontMatterLimitException(line, TooDeep);
        }
    }
}

/// <summary>Front matter that can be read but is more than we take.</summary>
internal sealed class FrontMatterLimitException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
