using System.Globalization;
using System.Text.RegularExpressions;

namespace Cms.Rest.Queries;

/// <summary>Reads moments as RFC 3339 has them (section 5.6), and nothing else that .NET would take for one.</summary>
internal static partial class Moments
{
    public static bool TryRead(string text, out DateTimeOffset moment)
    {
        moment = default;
        return Format().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Format();
}
