namespace Cms.Answers;

/// <summary>The text of a value, made only when the value is another than the last time: thousands of kept answers share it.</summary>
internal sealed class LastText<T>(Func<T, string> make)
    where T : IEquatable<T>
{
    private Tuple<T, string>? last;

    public string Of(T value)
    {
        var known = last;
        if (known is null || !known.Item1.Equals(value))
        {
            last = known = Tuple.Create(value, make(value));
        }

        return known.Item2;
    }
}
