using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Mail;

/// <summary>Sends each mail once, by SMTP or as an .eml file, as the settings say.</summary>
internal sealed partial class Mailer(IOptions<MailOptions> options, SmtpDelivery smtp, SentMails sent, ILogger<Mailer> logger) : IMailer
{
    // RFC 5322 knows no other ends of lines, whatever the machine has.
    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos };

    private readonly MailOptions _options = options.Value;

    public bool IsConfigured => _options.Host.Length > 0 || _options.Directory.Length > 0;

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        if (EmailAddress.IsNobodys(mail.To))
        {
            return;
        }
        if (await sent.IsSentAsync(mail.Id, cancellation))
        {
            return;
        }
        if (!EmailAddress.IsDeliverable(mail.To))
        {
            // Trying again would not help, and a dead letter would ask an operator for what only the owner can change.
            Telemetry.Mails.Add(1, Telemetry.Result("undeliverable"));
            Undeliverable(mail.Id);
            return;
        }
        await DeliverAsync(mail, cancellation);
        await sent.MarkAsync(mail.Id);
    }

    private async Task DeliverAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        using var message = MailMessage.Of(mail, _options.From);
        if (_options.Host.Length > 0)
        {
            await smtp.SendAsync(message, cancellation);
        }
        else if (_options.Directory.Length > 0)
        {
            await WriteAsync(mail.Id, message, cancellation);
        }
        else
        {
            NotConfigured(mail.Id);
        }
    }

    // The mail's id makes a second delivery replace the first.
    private async Task WriteAsync(Guid id, MimeMessage message, CancellationToken cancellation)
    {
        var directory = Directory.CreateDirectory(_options.Directory).FullName;
        // One of this attempt alone: the same mail may be on its way twice, and who reads the directory must not see half of one.
        var draft = Path.Combine(directory, $".{Guid.CreateVersion7():N}");
        await message.WriteToAsync(Format, draft, cancellation);
        File.Move(draft, Path.Combine(directory, $"{id:N}.eml"), overwrite: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} was not sent: its address cannot be written to")]
    private partial void Undeliverable(Guid id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} was not sent: neither Mail:Host nor Mail:Directory is set")]
    private partial void NotConfigured(Guid id);
}
