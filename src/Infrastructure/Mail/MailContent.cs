using System.Globalization;
using System.Net;
using System.Text;

namespace Rupaya.Infrastructure.Mail;

/// <summary>What a mail says; written as text and as HTML. Whatever people typed goes through <see cref="Inert"/> first.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Paragraphs">What it is about.</param>
/// <param name="At">When it happened, UTC.</param>
public sealed record MailContent(string Subject, IReadOnlyList<string> Paragraphs, DateTimeOffset At)
{
    /// <summary>A page to open.</summary>
    public MailAction? Action { get; init; }

    /// <summary>A page for who should not have got the mail; it comes last.</summary>
    public MailAction? Otherwise { get; init; }

    /// <summary>Labels and values, such as an amount or a date.</summary>
    public IReadOnlyList<(string Label, string Value)> Facts { get; init; } = [];

    /// <summary>What comes last: what to do if it was not you, or why this mail came.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Text of a person on one line, without what mail readers turn into links.</summary>
    public static string Inert(string? text, int atMost = 120)
    {
        var line = new string([.. (text ?? "").Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)])
            .Replace("://", " ", StringComparison.Ordinal)
            .Replace("www.", "www ", StringComparison.OrdinalIgnoreCase)
            .Trim();
        return line.Length <= atMost ? line
            : char.IsHighSurrogate(line[atMost - 1]) ? $"{line[..(atMost - 1)]}…"
            : $"{line[..atMost]}…";
    }

    internal string Text()
    {
        var blocks = new List<string>(Paragraphs);
        if (Facts.Count > 0)
        {
            blocks.Add(string.Join("\r\n", Facts.Select(f => $"{f.Label}: {f.Value}")));
        }
        if (Action is not null)
        {
            blocks.Add(Action.Url);
            blocks.Add($"Token: {Action.Token}");
        }
        blocks.AddRange(Notes);
        if (Otherwise is not null)
        {
            blocks.Add($"{Otherwise.Label}: {Otherwise.Url}");
        }
        blocks.Add($"{When}\r\nRupaya\r\n");
        return string.Join("\r\n\r\n", blocks);
    }

    internal string Html()
    {
        var html = new StringBuilder("<!doctype html>\r\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
        html.Append(Encoded(Subject))
            .Append("</title></head>\r\n<body style=\"font-family:sans-serif;line-height:1.5;max-width:40em;margin:2em auto\">\r\n");
        Append(html, Paragraphs);
        if (Facts.Count > 0)
        {
            html.Append("<table cellpadding=\"4\">\r\n");
            foreach (var (label, value) in Facts)
            {
                html.Append($"<tr><td>{Encoded(label)}</td><td align=\"right\"><b>{Encoded(value)}</b></td></tr>\r\n");
            }
            html.Append("</table>\r\n");
        }
        if (Action is not null)
        {
            html.Append(
                $"<p><a href=\"{Encoded(Action.Url)}\">{Encoded(Action.Label)}</a></p>\r\n<p>Token: <code>{Encoded(Action.Token)}</code></p>\r\n"
            );
        }
        Append(html, Notes);
        if (Otherwise is not null)
        {
            html.Append($"<p><a href=\"{Encoded(Otherwise.Url)}\">{Encoded(Otherwise.Label)}</a></p>\r\n");
        }
        return html.Append($"<p style=\"color:#666\">{When}<br>Rupaya</p>\r\n</body></html>\r\n").ToString();
    }

    private string When => At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder html, IEnumerable<string> paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            html.Append($"<p>{Encoded(paragraph)}</p>\r\n");
        }
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>A link that a mail carries.</summary>
/// <param name="Label">What the link says.</param>
/// <param name="Url">Where it leads, the token behind the #.</param>
/// <param name="Token">For who copies it by hand.</param>
public sealed record MailAction(string Label, string Url, string Token);
