using Rupaya.Domain.Mails;
using Rupaya.Infrastructure.Mail;

namespace Rupaya.Workers.SendMail;

/// <summary>
/// Writes and sends the mails about a book: alerts and weekly reports. The message carries ids only; whether the user still wants the mail is
/// looked at now.
/// </summary>
[EffectDefaults(Concurrency = MailRetryDefaults.Concurrency, MaxAttempts = MailRetryDefaults.Attempts, RetryMs = MailRetryDefaults.RetryMs)]
internal sealed class SendMailEffect(AlertMail alerts, WeeklyReportMail reports, IMailer mailer) : IEffect<MailDue>
{
    public async Task HandleAsync(MailDue message, CancellationToken cancellation)
    {
        if (!mailer.IsConfigured)
        {
            return;
        }
        var written = message.Kind switch
        {
            MailKinds.Alert or MailKinds.WebhookDisabled => await alerts.WriteAsync(message, cancellation),
            MailKinds.WeeklyReport => await reports.WriteAsync(message, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(message), message.Kind, "There is no mail of this kind."),
        };
        if (written is var (to, content))
        {
            await mailer.SendAsync(new OutgoingMail(message.MailId, to, content), cancellation);
        }
    }
}
