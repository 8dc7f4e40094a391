using System.Text;

namespace Cms.Markdown.Liquid;

/// <summary>Arguments between blanks; one in quotation marks may hold blanks.</summary>
internal static class Words
{
    public static IReadOnlyList<string> Of(string arguments)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var quote = '\0';
        var isWord = false;
        foreach (var c in arguments)
        {
            if (quote != '\0' ? c == quote : c is '"' or '\'' && word.Length == 0)
            {
                quote = quote == '\0' ? c : '\0';
                isWord = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                Add();
            }
            else
            {
                word.Append(c);
                isWord = true;
            }
        }

        Add();
        return words;

        void Add()
        {
            if (isWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            isWord = false;
        }
    }
}
