using System.Globalization;
using Cms.Answers;
using GraphQL.Builders;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Cms.GraphQL.Fields;

/// <summary>A moment, written as REST writes it.</summary>
internal sealed class DateTimeType : ScalarGraphType
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];

    public DateTimeType()
    {
        Name = "DateTime";
        Description = "A moment as RFC 3339 writes it, such as `2014-06-09T18:00:22Z`. Answers are in UTC; arguments may have any offset, but need one.";
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Read((string)text.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        string text => Read(text),
        DateTimeOffset => value,
        null => null,
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => value switch
    {
        DateTimeOffset time => Json.Time(time),
        null => null,
        _ => ThrowSerializationError(value),
    };

    private object Read(string text) =>
        (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length)
        && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : ThrowValueConversionError(text);
}

/// <summary>Moments that are to be kept.</summary>
internal static class KeptMoments
{
    /// <summary>Refuses a moment that no zone could show, as REST does: the years at either end have no room for an offset.</summary>
    public static FieldBuilder<TSource, TReturn> IsKept<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field) => field.Validate(value =>
    {
        if (value is DateTimeOffset { Year: <= 1 or >= 9999 })
        {
            throw new FormatException("A moment lies between the years 2 and 9998.");
        }
    });
}
