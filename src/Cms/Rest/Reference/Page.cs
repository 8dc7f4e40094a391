using System.Text;
using Cms.Answers;

namespace Cms.Rest.Reference;

/// <summary>A page for people, in one file: no script, and nothing from elsewhere.</summary>
internal static class Page
{
    /// <param name="head">What the head has besides.</param>
    public static IResult Of(string title, string body, string head = "") => new DeliveryAnswer(
        Encoding.UTF8.GetBytes(
            $$"""
              <!doctype html>
              <html lang="en">
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{{title}}</title>{{head}}
              <style>
                :root { color-scheme: light dark }
                body { font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem }
                code { font-size: .95em }
                dt { margin-top: 1rem }
                dd { margin: 0 }
                pre { overflow-x: auto; padding: .75rem 1rem; border: 1px solid #8886; border-radius: .4rem }
              </style>
              {{body}}
              </html>

              """),
        "text/html; charset=utf-8")
    {
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'" },
    };
}
