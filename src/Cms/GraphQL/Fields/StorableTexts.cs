using System.Collections;
using System.Text;
using Cms.Content;
using GraphQL.Types;
using GraphQL.Utilities;

namespace Cms.GraphQL.Fields;

/// <summary>
/// Refuses, in every argument and every field of an input, texts that PostgreSQL has no place for: with a NUL character, or with half a surrogate
/// pair, which is no Unicode. Those that never reach it, or that are judged later, say so with <see cref="TakesAnyText"/>.
/// </summary>
internal sealed class StorableTexts : BaseSchemaNodeVisitor
{
    /// <summary>Metadata of an argument or a field of an input: a NUL character is for what reads it to judge.</summary>
    public const string TakesAnyText = "takes any text";

    public override void VisitObjectFieldArgumentDefinition(QueryArgument argument, FieldType field, IObjectGraphType type, ISchema schema)
    {
        if (IsText(argument.ResolvedType))
        {
            var takesNul = argument.GetMetadata<bool>(TakesAnyText);
            argument.Validator += value => Check(argument.Name, value, takesNul);
        }
    }

    public override void VisitInputObjectFieldDefinition(FieldType field, IInputObjectGraphType type, ISchema schema)
    {
        if (IsText(field.ResolvedType))
        {
            var takesNul = field.GetMetadata<bool>(TakesAnyText);
            field.Validator += value => Check(field.Name, value, takesNul);
        }
    }

    /// <summary>Whether the store can take the text or compare with it.</summary>
    public static bool IsStorable(string text) => !text.Contains('\0', StringComparison.Ordinal) && IsUnicode(text);

    private static bool IsText(IGraphType? type)
    {
        while (type is IProvideResolvedType wrapper)
        {
            type = wrapper.ResolvedType;
        }

        return type is StringGraphType or IdGraphType;
    }

    private static void Check(string name, object? value, bool takesNul)
    {
        switch (value)
        {
            case string text when takesNul ? !IsUnicode(text) : !IsStorable(text):
                throw new ContentException(new ContentError.InvalidParameter(name, $"'{name}' holds a NUL character or half a surrogate pair, which no text here has."));
            case IEnumerable items and not string:
                foreach (var item in items)
                {
                    Check(name, item, takesNul);
                }

                break;
        }
    }

    private static bool IsUnicode(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !Rune.TryGetRuneAt(text, at++, out _))
            {
                return false;
            }
        }

        return true;
    }
}
