using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cms.Markdown.FrontMatter;

namespace Cms.Markdown.Tests.Scripting;

/// <summary>
/// The same in a real browser: each vector of <c>vectors.txt</c> is rendered and lies in a frame of its own, where every event is sent to every
/// element and everything is clicked. Vectors call <c>PWN</c>; hosts under <c>evil.test</c> are the attacker's.
/// </summary>
public partial class BrowserTests
{
    private static readonly MarkdownRenderer Renderer = new();
    private static readonly RenderingOptions Jekyll = RenderingOptions.ForJekyll(FrontMatterMap.Empty);

    [Fact]
    public async Task Nothing_runs_and_no_request_leaves()
    {
        var (ran, requests) = await OpenAsync([Jekyll, RenderingOptions.SingleFile, Jekyll with { Kramdown = false, AutoLinks = true, BaseUrl = new Uri("http://page.test/blog/") }]);

        ran.ShouldBeEmpty();
        requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_vectors_run_where_nothing_is_sanitised()
    {
        var (ran, requests) = await OpenAsync([Jekyll with { Kramdown = false, TrustHtml = true }]);

        ran.Count.ShouldBeGreaterThan(150);
        requests.Count.ShouldBeGreaterThan(10);
    }

    private static async Task<(IReadOnlyList<string> Ran, IReadOnlyList<string> Requests)> OpenAsync(IReadOnlyList<RenderingOptions> pipelines)
    {
        Assert.SkipWhen(Browser.Program is null, "There is no Chromium on this machine.");
        var vectors = await ReadVectorsAsync();
        vectors.Count.ShouldBeGreaterThan(400);
        var frames = vectors.Select((vector, number) => (Number: number, Vector: vector))
            .SelectMany(vector => pipelines.Select(options => FrameOf(vector.Number, vector.Vector, options)))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var (dom, requests) = await Browser.OpenAsync(PageOf(frames), TestContext.Current.CancellationToken);
        var seen = Seen.Match(dom);
        seen.Success.ShouldBeTrue($"The page did not come to its end: {dom[..Math.Min(dom.Length, 500)]}");
        int.Parse(seen.Groups["frames"].Value, CultureInfo.InvariantCulture).ShouldBe(frames.Count);
        return (
            [.. seen.Groups["ran"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => vectors[int.Parse(number, CultureInfo.InvariantCulture)])],
            requests);
    }

    private static async Task<IReadOnlyList<string>> ReadVectorsAsync([CallerFilePath] string here = "")
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Path.GetDirectoryName(here)!, "vectors.txt"), TestContext.Current.CancellationToken);
        return [.. lines.Select(line => Escapes.Replace(line, escape => escape.Value[1] switch
        {
            'n' => "\n",
            't' => "\t",
            'u' => ((char)int.Parse(escape.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
            _ => "\\",
        }))];
    }

    private static string FrameOf(int number, string vector, RenderingOptions options)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        var markdown = vector.Replace("PWN", $"ran({id})", StringComparison.Ordinal).Replace("ID", id, StringComparison.Ordinal);
        var frame = $"<!doctype html><script>function ran(number) {{ top.ran(number); }}</script>{Render(markdown, options)}";
        return $"<iframe srcdoc=\"{WebUtility.HtmlEncode(frame)}\"></iframe>";
    }

    private static string PageOf(IEnumerable<string> frames) =>
            """
            <!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Vectors</title>
            <script>
            const seen = new Set();
            function ran(number) { seen.add(number); }
            const events = ['click', 'dblclick', 'mousedown', 'mouseup', 'mouseover', 'mouseout', 'mousemove', 'mouseenter', 'pointerdown', 'pointerenter',
              'pointerover', 'wheel', 'keydown', 'keyup', 'focus', 'focusin', 'blur', 'copy', 'cut', 'paste', 'contextmenu', 'auxclick', 'drag', 'dragstart',
              'dragover', 'drop', 'scroll', 'touchstart', 'animationstart', 'transitionend', 'beforeinput', 'input', 'select', 'toggle', 'load', 'error',
              'resize', 'beforecopy', 'selectstart', 'gotpointercapture', 'change', 'submit', 'begin', 'cancel', 'beforetoggle', 'start', 'finish'];
            function tease(frame) {
              const view = frame.contentWindow, page = view.document;
              page.addEventListener('click', event => {
                const link = event.composedPath().find(element => element.href || element.getAttribute?.('xlink:href'));
                const address = String(link?.href?.baseVal ?? link?.href ?? '');
                if (/^(https?|mailto|ftp|tel|about|blob|file|data|vbscript|feed|jar|livescript|view-source):/i.test(address)) event.preventDefault();
              });
              for (const element of page.querySelectorAll('*')) {
                for (const name of events) element.dispatchEvent(new view.Event(name, { bubbles: name !== 'toggle' && name !== 'load' && name !== 'error', cancelable: true }));
                element.focus?.();
                element.click?.();
              }
            }
            window.addEventListener('load', () => setTimeout(() => {
              const frames = [...document.querySelectorAll('iframe')];
              for (const frame of frames) { try { tease(frame); } catch { } }
              setTimeout(() => {
                const end = document.createElement('output');
                end.textContent = `${frames.length} frames, ran: ${[...seen].sort((a, b) => a - b).join(' ')};`;
                document.body.replaceChildren(end);
              }, 3000);
            }, 1000));
            </script>
            <body>

            """ + string.Join('\n', frames);

    private static string Render(string markdown, RenderingOptions options)
    {
        try
        {
            return Renderer.Render(markdown, options).Html;
        }
        catch (RenderingLimitException)
        {
            // Refused: a reader gets the text, escaped.
            return WebUtility.HtmlEncode(markdown);
        }
    }

    [GeneratedRegex("""\\(u[0-9a-f]{4}|.)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escapes { get; }

    [GeneratedRegex("(?<frames>[0-9]+) frames, ran: (?<ran>[0-9 ]*);</output>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seen { get; }
}
