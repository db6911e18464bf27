using Npgsql;
using Rupaya.Domain.Mails;
using Rupaya.Infrastructure.Mail;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.SendMail;

/// <summary>The mail of a notification: its title and its sentence.</summary>
internal sealed class AlertMail(NpgsqlDataSource database)
{
    // What somebody set up themselves and works no more is no expense alert.
    private const string Query = """
        select u.email, n.title, n.body from notifications n join users u on u.user_id = n.user_id
         where n.book_id = $1 and n.notification_id = $2 and n.user_id = $3 and u.email_notifications and (u.expense_alerts or $4)
        """;

    /// <summary>Null when there is nobody to write to any more.</summary>
    public async Task<(string To, MailContent Content)?> WriteAsync(MailDue due, CancellationToken cancellation)
    {
        var isAlert = due.Kind == MailKinds.Alert;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var found = await connection.ReadAsync(
            Command(Query, Parameter(due.BookId), Parameter(due.SubjectId), Parameter(due.UserId), Parameter(!isAlert)),
            r => (To: r.GetString(0), Title: MailContent.Inert(r.GetString(1)), Body: MailContent.Inert(r.GetString(2), 400)),
            cancellation
        );
        return found is [var (to, title, body)]
            ? (
                to,
                new MailContent(title, [body], due.OccurredAt)
                {
                    Notes =
                    [
                        isAlert
                            ? "You get this mail because expense alerts and e-mail notifications are on in your settings."
                            : "You get this mail because you made the webhook and e-mail notifications are on in your settings.",
                    ],
                }
            )
            : null;
    }
}
