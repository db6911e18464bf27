using Rupaya.Infrastructure.Mail;

namespace Rupaya.Workers.SendAccountMail;

/// <summary>
/// Sends the mail that an account's notice asks for. The message carries ids only: address, names and tokens are read and derived here, when
/// the mail is written. A notice about nobody, or about something that is over by now, sends nothing.
/// </summary>
[EffectDefaults(Concurrency = MailRetryDefaults.Concurrency, MaxAttempts = MailRetryDefaults.Attempts, RetryMs = MailRetryDefaults.RetryMs)]
internal sealed class SendAccountMailEffect(AccountMailFacts facts, AccountMailText texts, IMailer mailer) : IEffect<AccountNotice>
{
    public async Task HandleAsync(AccountNotice message, CancellationToken cancellation)
    {
        if (await facts.ReadAsync(message, cancellation) is not { } read)
        {
            return;
        }
        await mailer.SendAsync(new OutgoingMail(message.NoticeId, read.Email, texts.Write(message.Kind, read)), cancellation);
    }
}
