using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Infrastructure.Mail;

/// <summary>Hands mails to the SMTP server of the settings. STARTTLS with a certificate that verifies is a must unless it is switched off.</summary>
internal sealed class SmtpDelivery(IOptions<MailOptions> options)
{
    private readonly MailOptions _options = options.Value;

    /// <summary>Returns when the server took the mail. What is thrown says whether to try again, and never what the server said.</summary>
    internal async Task SendAsync(MimeMessage message, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(_options.TimeoutSeconds));
        // What a server answers often names the recipient, which has no place in a log or a dead letter.
        try
        {
            await TalkAsync(message, limit.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Telemetry.Mails.Add(1, Telemetry.Result("refused"));
            var (status, name) = StatusOf(e);
            // RFC 5321, 4.2.1: 5yz is permanent.
            if (status is >= 500 and < 600)
            {
                throw new PermanentFailureException($"The mail server refused for good: {name}.", inner: null);
            }
            // A server that cannot be reached has a socket's error inside: the transports wait for it without counting.
            throw new MailRefusedException($"The mail server refused: {name}.", Unreachable(e));
        }
        Telemetry.Mails.Add(1, Telemetry.Result("sent"));
    }

    private async Task TalkAsync(MimeMessage message, CancellationToken cancellation)
    {
        using var smtp = await MailServer.OpenAsync(_options, cancellation);
        await smtp.SendAsync(message, cancellation);
        // It is taken: how the server says good-bye does not matter.
        await smtp.DisconnectAsync(quit: true, cancellation);
    }

    private static (int? Status, string Name) StatusOf(Exception e) =>
        e switch
        {
            SmtpCommandException refused => ((int)refused.StatusCode, $"{refused.StatusCode}"),
            // Only after 530.
            MailKit.ServiceNotAuthenticatedException => (
                (int)SmtpStatusCode.AuthenticationRequired,
                nameof(SmtpStatusCode.AuthenticationRequired)
            ),
            AuthenticationException { InnerException: SmtpCommandException refused } => ((int)refused.StatusCode, $"{refused.StatusCode}"),
            _ => (null, e.GetType().Name),
        };

    /// <summary>Null for a connection that broke while it was used: that may be the mail's fault.</summary>
    private static SocketException? Unreachable(Exception e) =>
        (e as SocketException ?? e.InnerException as SocketException) is { } socket
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
}

/// <summary>A mail that was not taken; says no more than the status.</summary>
internal sealed class MailRefusedException(string message, Exception? inner) : Exception(message, inner);
