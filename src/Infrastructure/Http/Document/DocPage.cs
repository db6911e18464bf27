using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>A page for people below <c>/docs</c>.</summary>
internal static partial class DocPage
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}code{background:#8882;padding:.1em .3em}"
        + "pre{background:#8882;padding:.8rem;overflow:auto}pre code{background:none;padding:0}"
        + "td,th{text-align:left;padding:.3rem .8rem .3rem 0;vertical-align:top}@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}a{color:#8bf}}";

    /// <param name="title">Plain text.</param>
    /// <param name="body">HTML.</param>
    /// <param name="head">HTML for the head, such as a link to a feed.</param>
    public static IResult Html(string title, string body, string head = "") =>
        Results.Text(
            $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{WebUtility.HtmlEncode(title)} · Rupaya</title>{head}<style>{Style}</style><h1>{WebUtility.HtmlEncode(title)}</h1>{body}</html>",
            "text/html; charset=utf-8"
        );

    /// <summary>A line of Markdown that has nothing but code in it.</summary>
    public static string Line(string markdown) => Code().Replace(WebUtility.HtmlEncode(markdown), "<code>${code}</code>");

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
