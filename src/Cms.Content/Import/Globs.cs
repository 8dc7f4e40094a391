using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cms.Content.Import;

/// <summary>Patterns of file names, as the generators' settings hold them.</summary>
internal static class Globs
{
    /// <summary>Ruby's <c>File.fnmatch</c> without flags: a star matches slashes, too.</summary>
    public static Regex Fnmatch(string pattern) => new($@"^{Translated(pattern, star: ".*", questionMark: ".", deepStar: ".*")}\z", Options);

    /// <summary>Ruby's <c>Dir.glob</c>, for the start of a path: a star stays within its folder, <c>**/</c> is any number of folders.</summary>
    public static Regex StartOfPath(string pattern) => new($"^{Translated(pattern, star: "[^/]*", questionMark: "[^/]", deepStar: "(.*/)?")}", Options);

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant;

    private static string Translated(string pattern, string star, string questionMark, string deepStar)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when pattern.AsSpan(i).StartsWith("**/", StringComparison.Ordinal):
                    regex.Append(deepStar);
                    i += 2;
                    break;
                case '*':
                    regex.Append(star);
                    break;
                case '?':
                    regex.Append(questionMark);
                    break;
                case '[' when EndOfSet(pattern, i + 1) is { } end:
                    regex.Append(Set(pattern[(i + 1)..end]));
                    i = end;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return regex.ToString();
    }

    // The first bracket that closes and has no backslash before it; null where there is none, and the set is no set.
    private static int? EndOfSet(string pattern, int start)
    {
        for (var i = start; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case ']':
                    return i;
                case '\\':
                    i++;
                    break;
            }
        }

        return null;
    }

    // Of nothing but what is written in it: to .NET, a set may hold classes and be made less by another.
    private static string Set(string inside)
    {
        var isNot = inside is ['!' or '^', ..];
        var members = new StringBuilder();
        for (var i = isNot ? 1 : 0; i < inside.Length; i++)
        {
            var first = Member(inside, ref i);
            var last = first;
            if (i + 2 < inside.Length && inside[i + 1] == '-')
            {
                i += 2;
                last = Member(inside, ref i);
            }

            if (first <= last)
            {
                members.Append(CultureInfo.InvariantCulture, $"\\u{(int)first:X4}-\\u{(int)last:X4}");
            }
        }

        return members.Length == 0 ? (isNot ? @"[\s\S]" : @"[^\s\S]") : $"[{(isNot ? "^" : "")}{members}]";
    }

    private static char Member(string inside, ref int at)
    {
        at += inside[at] == '\\' && at + 1 < inside.Length ? 1 : 0;
        return inside[at];
    }
}
