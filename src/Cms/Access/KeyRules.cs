using System.Globalization;
using Cms.Content;
using Cms.Content.Access;

namespace Cms.Access;

/// <summary>What a key that is asked for has to be like.</summary>
internal static class KeyRules
{
    private const int MostOfName = 100;

    /// <exception cref="ContentException"><see cref="ContentError.InvalidNewKey"/>.</exception>
    public static void Check(NewApiKey key, DateTimeOffset now)
    {
        if (ErrorsOf(key, now) is { Count: > 0 } errors)
        {
            throw new ContentException(new ContentError.InvalidNewKey(errors));
        }
    }

    /// <summary>What is wrong with it, by property; empty when nothing is.</summary>
    public static IReadOnlyDictionary<string, string[]> ErrorsOf(NewApiKey key, DateTimeOffset now)
    {
        SortedDictionary<string, string[]> errors = new(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(key.Name) || key.Name.Length > MostOfName || key.Name.Any(character => char.IsControl(character) || char.IsSurrogate(character)))
        {
            errors["name"] = [$"It says whose key it is, in 1 to {MostOfName} characters without line breaks or emoji."];
        }

        if (key.Scopes.Count == 0 || key.Scopes.Except(Scopes.All, StringComparer.Ordinal).Any())
        {
            errors["scopes"] = [$"It is a list of at least one of {string.Join(", ", Scopes.All)}."];
        }

        if (key.ExpiresAt <= now)
        {
            errors["expiresAt"] = [string.Create(CultureInfo.InvariantCulture, $"It is a moment to come, and {key.ExpiresAt:yyyy-MM-ddTHH:mm:ssZ} has passed.")];
        }

        return errors;
    }
}
