using Npgsql;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Mail;

namespace Rupaya.Workers.SendTransactionMail;

/// <summary>A transaction as its confirmation shows it.</summary>
internal sealed record BookedRow(
    string Email,
    DateTimeOffset At,
    long LastSeq,
    string Amount,
    string Flow,
    bool In,
    DateOnly Date,
    string Text,
    string Account,
    string Category
)
{
    /// <summary>What it is called: Income, Expense, Refund or Transfer.</summary>
    public string What => $"{char.ToUpperInvariant(Flow[0])}{Flow[1..]}";

    public static BookedRow Read(NpgsqlDataReader r) =>
        new(
            r.GetString(0),
            r.GetFieldValue<DateTimeOffset>(1),
            r.GetInt64(2),
            Currency.Of(r.GetString(4)).Format(r.GetDecimal(3)),
            r.GetString(5),
            r.GetString(6) == "in",
            r.GetFieldValue<DateOnly>(7),
            MailContent.Inert(r.IsDBNull(8) ? null : r.GetString(8)),
            MailContent.Inert(r.GetString(9)),
            MailContent.Inert(r.IsDBNull(10) ? "Uncategorised" : r.GetString(10))
        );
}

/// <summary>The words of a confirmation.</summary>
internal static class ConfirmationText
{
    private const int Shown = 20;

    private static readonly string[] Why = ["You get this mail because e-mail notifications are on in your settings."];

    /// <summary>Of what one commit booked.</summary>
    public static MailContent Write(IReadOnlyList<BookedRow> rows) =>
        rows is [var only]
            ? new MailContent($"{only.What} of {only.Amount} in {only.Account}", ["This was booked:"], only.At)
            {
                Facts = Facts(only),
                Notes = Why,
            }
            : new MailContent($"{rows.Count} transactions booked", ["These were booked together:"], rows[0].At)
            {
                Facts =
                [
                    .. rows.Take(Shown)
                        .Select(r => ($"{r.Date:yyyy-MM-dd} {r.What} {r.Text}".TrimEnd(), $"{(r.In ? "+" : "-")}{r.Amount}")),
                ],
                Notes = rows.Count > Shown ? [$"And {rows.Count - Shown} more.", .. Why] : Why,
            };

    private static IReadOnlyList<(string, string)> Facts(BookedRow row) =>
        [
            ("Amount", row.Amount),
            ("Date", row.Date.ToString("yyyy-MM-dd")),
            ("Account", row.Account),
            ("Category", row.Category),
            .. row.Text.Length > 0 ? [("Text", row.Text)] : Array.Empty<(string, string)>(),
        ];
}
