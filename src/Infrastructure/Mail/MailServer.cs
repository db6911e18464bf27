using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace Rupaya.Infrastructure.Mail;

/// <summary>The server that mails are handed to.</summary>
public static class MailServer
{
    /// <summary>Connects, signs in where there is a user, and goes again; no mail is sent.</summary>
    /// <param name="configuration">With the section <c>Mail</c>.</param>
    public static async Task SignInAsync(IConfiguration configuration)
    {
        var options =
            configuration.GetSection("Mail").Get<MailOptions>(binder => binder.BindNonPublicProperties = true) ?? new MailOptions();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds));
        using var smtp = await OpenAsync(options, limit.Token);
        await smtp.DisconnectAsync(quit: true, limit.Token);
    }

    /// <summary>A client that is connected, and signed in where there is a user.</summary>
    internal static async Task<SmtpClient> OpenAsync(MailOptions options, CancellationToken cancellation)
    {
        var smtp = new SmtpClient
        {
            // Servers with a certificate of the operator's own authority have no list of revoked ones.
            CheckCertificateRevocation = false,
        };
        try
        {
            var tls = options.Tls ? SecureSocketOptions.StartTls : SecureSocketOptions.None;
            await smtp.ConnectAsync(options.Host, options.Port, tls, cancellation);
            if (options.User.Length > 0)
            {
                await smtp.AuthenticateAsync(options.User, options.Password, cancellation);
            }
            return smtp;
        }
        catch
        {
            smtp.Dispose();
            throw;
        }
    }
}
