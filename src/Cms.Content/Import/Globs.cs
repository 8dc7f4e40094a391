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
                case '[' when pattern.IndexOf(']', i + 2) is > 0 and var end && i + 2 < pattern.Length:
                    var isNot = pattern[i + 1] is '!' or '^';
                    var set = pattern[(i + (isNot ? 2 : 1))..end];
                    regex.Append(isNot ? "[^" : "[").Append(set.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal)).Append(']');
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
}
