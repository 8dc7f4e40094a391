using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>What one expansion may use. Fluid itself only counts steps, so each filter, assignment and piece of output asks here.</summary>
internal sealed class LiquidBounds
{
    public const int MaximumSteps = 20_000;
    public const int MaximumOutput = 1_500_000;

    // A step may handle one value of this size, so steps and sizes together bound the time.
    private const int MaximumLength = 256_000;
    private const int MaximumItems = 50_000;
    private static readonly TimeSpan MaximumTime = TimeSpan.FromMilliseconds(400);

    private const string Key = "bounds";
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly CancellationToken ct;

    public LiquidBounds(TemplateContext context, CancellationToken ct)
    {
        this.ct = ct;
        context.AmbientValues[Key] = this;
    }

    public static LiquidBounds Of(TemplateContext context) => (LiquidBounds)context.AmbientValues[Key];

    /// <summary>Puts the bounds around a filter.</summary>
    public static FilterDelegate Around(string name, FilterDelegate filter) => async (input, arguments, context) =>
    {
        var bounds = Of(context);
        bounds.CheckTime();
        switch (name)
        {
            // The only ones whose result can be longer than all that goes in.
            case "replace":
                CheckLength((long)input.ToStringValue().Length * (1 + arguments.At(1).ToStringValue().Length));
                break;
            case "join":
                CheckLength(input is ArrayValue list ? list.Values.Sum(item => (long)item.ToStringValue().Length + arguments.At(0).ToStringValue().Length) : 0);
                break;
        }

        return Check(await filter(input, arguments, context));
    };

    public void CheckTime()
    {
        ct.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(started) > MaximumTime)
        {
            throw new RenderingLimitException("The Liquid of this text takes too long. Make its loops shorter.");
        }
    }

    public static FluidValue Check(FluidValue value)
    {
        switch (value)
        {
            case StringValue:
                CheckLength(value.ToStringValue().Length);
                break;
            case ArrayValue { Values.Count: > MaximumItems }:
                throw new RenderingLimitException(string.Create(CultureInfo.InvariantCulture, $"A list of the Liquid in this text has more than {MaximumItems} items. Make it shorter."));
        }

        return value;
    }

    private static void CheckLength(long length)
    {
        if (length > MaximumLength)
        {
            throw new RenderingLimitException(string.Create(CultureInfo.InvariantCulture, $"A value of the Liquid in this text has more than {MaximumLength} characters. Make it shorter."));
        }
    }

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
            bounds.CheckTime();
            if (text.Length + length > MaximumOutput)
            {
                throw new RenderingLimitException(string.Create(CultureInfo.InvariantCulture, $"The Liquid of this text makes more than {MaximumOutput} characters. Make its loops shorter."));
            }
        }
    }
}
