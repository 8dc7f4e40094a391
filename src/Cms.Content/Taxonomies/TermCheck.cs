using System.Text;
using Cms.Content.Posts;
using Cms.Markdown.Html;

namespace Cms.Content.Taxonomies;

/// <summary>Judges what a writer has a term say, field by field. Only what changes is judged: what came in by an import may be more.</summary>
internal static class TermCheck
{
    /// <exception cref="ContentException"><see cref="ContentError.InvalidTerm"/>, with all that is wrong.</exception>
    public static void Check(TermProfile before, TermProfile after, ContentLimits limits)
    {
        Dictionary<string, string[]> errors = new(StringComparer.Ordinal);
        if (after.Name != before.Name)
        {
            Line("name", after.Name, limits.Name);
            Refuse(after.Name.Length == 0, "name", "It is empty.");
            Refuse(SlugRules.TermSlug(after.Name).Length == 0, "name", "No letter or digit is left of this name for an address. Choose another.");
        }

        Text("description", after.Description, before.Description, limits.Text);
        Text("bio", after.Bio, before.Bio, limits.Text);
        if (after.Url != before.Url)
        {
            Line("url", after.Url, limits.Url);
            Refuse(
                after.Url is not null && !SafeUrl.IsAllowed(after.Url, isImage: false),
                "url",
                $"The address has a scheme that is not taken. Those are {string.Join(", ", SafeUrl.Schemes)}, or none for a relative address.");
        }

        if (after.Email != before.Email)
        {
            Line("email", after.Email, limits.Name);
            Refuse(after.Email is not null && after.Email.Trim('@').Split('@').Length != 2, "email", "It is an address such as jane@example.org.");
        }

        if (errors.Count > 0)
        {
            throw new ContentException(new ContentError.InvalidTerm(errors));
        }

        void Text(string field, string? text, string? known, int maximum)
        {
            if (text is not null && text != known)
            {
                Refuse(!DraftCheck.IsStorable(text), field, "It holds a NUL or half a character, which no text can be stored with.");
                Refuse(Encoding.UTF8.GetByteCount(text) > maximum, field, $"It is longer than {maximum} bytes. Shorten it.");
            }
        }

        void Line(string field, string? text, int maximum)
        {
            Text(field, text, known: null, maximum);
            Refuse(text is not null && text.Any(char.IsControl), field, "It holds a line break or another control character.");
        }

        void Refuse(bool isWrong, string field, string reason)
        {
            if (isWrong)
            {
                errors.TryAdd(field, [reason]);
            }
        }
    }
}
