using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>What one expansion may use, counted so that a text is refused on every machine or on none. Fluid counts its statements itself.</summary>
internal sealed class LiquidBounds(CancellationToken ct)
{
    /// <summary>Statements and items that Fluid goes through.</summary>
    public const int MaximumSteps = 100_000;

    /// <summary>Characters that come out.</summary>
    public const int MaximumOutput = 1_500_000;

    /// <summary>Items of one list.</summary>
    public const int MaximumItems = 50_000;

    // Characters and items read and written by filters, comparisons and tags: some 100 ms.
    private const long MaximumWork = 30_000_000;
    private const int MaximumLength = 256_000;
    private const int MaximumNesting = 20;

    // For what nobody counts. Longer than all that is counted takes, also in a program that has just started.
    private static readonly TimeSpan MaximumTime = TimeSpan.FromSeconds(5);

    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan startedAt = Environment.CpuUsage.TotalTime;
    private long work;

    /// <summary>What reading a value costs.</summary>
    public static long CostOf(FluidValue value) => value switch
    {
        StringValue text => 1 + text.ToStringValue().Length,
        ArrayValue list => 1 + list.Values.Count,
        MapValue map => 10 + map.Entries.Count,
        _ => 1,
    };

    /// <exception cref="RenderingLimitException">More was asked for than there is.</exception>
    public void Spend(long amount)
    {
        ct.ThrowIfCancellationRequested();
        work += amount;
        if (work > MaximumWork || IsOutOfTime())
        {
            throw new RenderingLimitException("The Liquid of this text takes too long. Make its loops and values shorter.");
        }
    }

    // Time that the machine gave to others is nobody's fault: a post that was refused for it would stay without excerpt and words.
    private bool IsOutOfTime() =>
        Stopwatch.GetElapsedTime(started) > MaximumTime && Environment.CpuUsage.TotalTime - startedAt > MaximumTime;

    /// <summary>A value that a filter made or a tag keeps.</summary>
    /// <exception cref="RenderingLimitException">It is too large.</exception>
    public FluidValue Check(FluidValue value)
    {
        Spend(CostOf(value));
        switch (value)
        {
            case StringValue text when text.ToStringValue().Length > MaximumLength:
                throw TooLong(MaximumLength);
            case ArrayValue list:
                var items = 0;
                Count(list, 0, ref items);
                break;
        }

        return value;
    }

    // A list may hold itself twice, which makes billions of it after a few rounds.
    private void Count(ArrayValue list, int depth, ref int items)
    {
        items += list.Values.Count;
        if (items > MaximumItems || depth > MaximumNesting)
        {
            throw new RenderingLimitException(string.Create(CultureInfo.InvariantCulture, $"A list of the Liquid in this text has more than {MaximumItems} items. Make it shorter."));
        }

        foreach (var item in list.Values)
        {
            if (item is ArrayValue inner)
            {
                Spend(1 + inner.Values.Count);
                Count(inner, depth + 1, ref items);
            }
        }
    }

    private static RenderingLimitException TooLong(int maximum) => new(
        string.Create(CultureInfo.InvariantCulture, $"A value of the Liquid in this text has more than {maximum} characters. Make it shorter."));

    /// <summary>Takes what a template writes, up to <see cref="MaximumOutput"/>.</summary>
    public sealed class Writer(LiquidBounds bounds) : TextWriter(CultureInfo.InvariantCulture)
    {
        private readonly StringBuilder text = new();

        public override Encoding Encoding => Encoding.Unicode;

        public override void Write(char value)
        {
            Reserve(1);
            text.Append(value);
        }

        public override void Write(string? value)
        {
            Reserve(value?.Length ?? 0);
            text.Append(value);
        }

        public override void Write(char[] buffer, int index, int count)
        {
            Reserve(count);
            text.Append(buffer, index, count);
        }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            Reserve(buffer.Length);
            text.Append(buffer);
        }

        public override string ToString() => text.ToString();

        private void Reserve(int length)
        {
            bounds.Spend(length);
            if (text.Length + length > MaximumOutput)
            {
                throw new RenderingLimitException(string.Create(CultureInfo.InvariantCulture, $"The Liquid of this text makes more than {MaximumOutput} characters. Make its loops shorter."));
            }
        }
    }
}
