using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Observability;

namespace Rupaya.Infrastructure.Mail;

/// <summary>Sends each mail once, by SMTP or as an .eml file, as the settings say.</summary>
internal sealed partial class Mailer(IOptions<MailOptions> options, SentMails sent, ILogger<Mailer> logger) : IMailer
{
    // RFC 5322, 2.1.1: 998 characters without the line's end.
    private const int MaxLine = 990;

    private readonly MailOptions _options = options.Value;

    public bool IsConfigured => _options.Host.Length > 0 || _options.Directory.Length > 0;

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
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
        using var message = Compose(mail);
        if (_options.Host.Length > 0)
        {
            using var smtp = new SmtpClient(_options.Host, _options.Port) { EnableSsl = _options.Tls };
            if (_options.User.Length > 0)
            {
                smtp.Credentials = new NetworkCredential(_options.User, _options.Password);
            }
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(_options.TimeoutSeconds));
            await SendAsync(smtp, message, limit.Token);
            Telemetry.Mails.Add(1, Telemetry.Result("sent"));
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

    // What a server answers often names the recipient, which has no place in a log or a dead letter.
    private static async Task SendAsync(SmtpClient smtp, MailMessage message, CancellationToken cancellation)
    {
        try
        {
            await smtp.SendMailAsync(message, cancellation);
        }
        catch (SmtpException e)
        {
            Telemetry.Mails.Add(1, Telemetry.Result("refused"));
            if (IsPermanent(e.StatusCode))
            {
                throw new PermanentFailureException($"The mail server refused for good: {e.StatusCode}.", inner: null);
            }
            // A server that cannot be reached has a socket's error inside: the transports wait for it without counting.
            throw new MailRefusedException($"The mail server refused: {e.StatusCode}.", Unreachable(e));
        }
    }

    // RFC 5321, 4.2.1: 5yz is permanent. The client's own failures have other numbers.
    private static bool IsPermanent(SmtpStatusCode status) => (int)status is >= 500 and < 600;

    /// <summary>Null for a connection that broke while it was used: that may be the mail's fault.</summary>
    private static SocketException? Unreachable(SmtpException e) =>
        (e.InnerException as SocketException ?? e.InnerException?.InnerException as SocketException) is { } socket
        && socket.SocketErrorCode
            is SocketError.ConnectionRefused
                or SocketError.HostNotFound
                or SocketError.HostUnreachable
                or SocketError.HostDown
                or SocketError.NetworkUnreachable
                or SocketError.TryAgain
                or SocketError.TimedOut
            ? socket
            : null;

    private MailMessage Compose(OutgoingMail mail)
    {
        var message = new MailMessage(new MailAddress(_options.From), new MailAddress(mail.To))
        {
            Subject = mail.Content.Subject,
            SubjectEncoding = Encoding.UTF8,
        };
        // From the plainest to the richest, as RFC 2046, 5.1.4 has it.
        message.AlternateViews.Add(View(mail.Content.Text(), MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(mail.Content.Html(), MediaTypeNames.Text.Html));
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{message.From!.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static AlternateView View(string text, string type)
    {
        var ascii = Ascii.IsValid(text);
        var view = AlternateView.CreateAlternateViewFromString(text, ascii ? Encoding.ASCII : Encoding.UTF8, type);
        // As it is where it can be, so that a token in a file can be copied with the eye.
        view.TransferEncoding =
            ascii && text.Split('\n').All(l => l.Length < MaxLine) ? TransferEncoding.SevenBit : TransferEncoding.QuotedPrintable;
        return view;
    }

    // The client chooses a name of its own; the mail's id makes a second delivery replace the first.
    private async Task WriteAsync(Guid id, MailMessage message, CancellationToken cancellation)
    {
        var directory = Path.GetFullPath(_options.Directory);
        // One of this attempt alone: the same mail may be on its way twice.
        var pickup = Path.Combine(directory, $".{Guid.CreateVersion7():N}");
        Directory.CreateDirectory(pickup);
        using (var smtp = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = pickup })
        {
            await smtp.SendMailAsync(message, cancellation);
        }
        File.Move(Directory.GetFiles(pickup).Single(), Path.Combine(directory, $"{id:N}.eml"), overwrite: true);
        Directory.Delete(pickup, recursive: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} was not sent: its address cannot be written to")]
    private partial void Undeliverable(Guid id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} was not sent: neither Mail:Host nor Mail:Directory is set")]
    private partial void NotConfigured(Guid id);
}

/// <summary>A mail that was not taken; says no more than the status.</summary>
internal sealed class MailRefusedException(string message, Exception? inner) : Exception(message, inner);
