using System.Text.Json;
using NodaTime;
using Npgsql;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Mail;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.SendMail;

/// <summary>The mail of a week: the seven days before the day it is due, in the book's zone and currency, from the dashboard's own figures.</summary>
internal sealed class WeeklyReportMail(NpgsqlDataSource database, BookHeads heads, DashboardFigure dashboard)
{
    private const int Categories = 5;

    private const string Query = """
        select u.email from users u join book_members m on m.user_id = u.user_id and m.book_id = $2
         where u.user_id = $1 and u.weekly_report and u.email_notifications
        """;

    /// <summary>Null when the user wants none any more or has left the book.</summary>
    public async Task<(string To, MailContent Content)?> WriteAsync(MailDue due, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var to = (string?)await connection.ScalarAsync(Command(Query, Parameter(due.UserId), Parameter(due.BookId)), cancellation);
        if (to is null || await heads.ReadForEffectAsync(due.BookId, cancellation) is not { } head)
        {
            return null;
        }
        var day = CivilDates.Today(head.TimeZone, Instant.FromDateTimeOffset(due.OccurredAt));
        var week = new DateRange(day.AddDays(-7), day.AddDays(-1));
        var computed = await dashboard.ComputeAsync(head, new DashboardParameters("week", week, head.Today), cancellation);
        return (to, Write(computed.Answer, due.OccurredAt));
    }

    private static MailContent Write(DashboardAnswer week, DateTimeOffset at)
    {
        var currency = Currency.Of(week.Currency);
        return new MailContent(
            $"Your week: {currency.Format(week.Expenses)} spent",
            [$"From {week.StartDate:yyyy-MM-dd} to {week.EndDate:yyyy-MM-dd}:"],
            at
        )
        {
            Facts =
            [
                ("Income", currency.Format(week.Income)),
                ("Expenses", currency.Format(week.Expenses)),
                ("Savings", currency.Format(week.Savings)),
                .. week.SpendingByCategory.Take(Categories).Select(c => (MailContent.Inert(c.Category), currency.Format(c.Amount))),
            ],
            Notes =
            [
                .. week.MissingRates.Select(m => $"Not included, for want of a rate: {Currency.Of(m.Currency).Format(m.Amount)}."),
                "You get this mail because the weekly report is on in your settings.",
            ],
        };
    }
}
