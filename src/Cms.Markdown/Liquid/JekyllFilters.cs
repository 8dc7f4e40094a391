using System.Net;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Filters that Jekyll adds to Liquid's own.</summary>
internal static class JekyllFilters
{
    /// <summary>What a template can't say by itself: the code of a highlight block, escaped for HTML.</summary>
    public const string Code = "cms_code";

    public static void Add(FilterCollection filters)
    {
        filters.AddFilter("relative_url", (input, _, context) => Text(RelativeUrl(input.ToStringValue(), context)));
        filters.AddFilter("absolute_url", (input, _, context) => Text(AbsoluteUrl(input.ToStringValue(), context)));
        filters.AddFilter("xml_escape", (input, _, _) => Text(WebUtility.HtmlEncode(input.ToStringValue())));
        filters.AddFilter("cgi_escape", (input, _, _) => Text(Uri.EscapeDataString(input.ToStringValue()).Replace("%20", "+", StringComparison.Ordinal)));
        filters.AddFilter("uri_escape", (input, _, _) => Text(Uri.EscapeDataString(input.ToStringValue()).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal)));
        filters.AddFilter(Code, (input, _, _) => Text(WebUtility.HtmlEncode(input.ToStringValue().Trim('\n'))));
    }

    private static string RelativeUrl(string input, TemplateContext context)
    {
        if (Uri.TryCreate(input, UriKind.Absolute, out var url) && url.Scheme != Uri.UriSchemeFile)
        {
            return input;
        }

        var baseUrl = Site(context, "baseurl").Trim('/');
        var path = input.TrimStart('/');
        return baseUrl.Length == 0 ? "/" + path : $"/{baseUrl}/{path}";
    }

    private static string AbsoluteUrl(string input, TemplateContext context)
    {
        if (Uri.TryCreate(input, UriKind.Absolute, out var url) && url.Scheme != Uri.UriSchemeFile)
        {
            return input;
        }

        return Site(context, "url").TrimEnd('/') + RelativeUrl(input, context);
    }

    private static string Site(TemplateContext context, string key) =>
        context.GetValue("site") is DictionaryValue site ? site.GetValueAsync(key, context).AsTask().GetAwaiter().GetResult().ToStringValue() : "";

    private static ValueTask<FluidValue> Text(string text) => new(new StringValue(text));
}
