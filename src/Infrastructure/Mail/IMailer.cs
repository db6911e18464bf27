namespace Rupaya.Infrastructure.Mail;

/// <summary>A mail, as text and as HTML.</summary>
/// <param name="Id">Becomes the Message-ID: the same however often it is sent, so that a receiver can tell.</param>
/// <param name="To">One address.</param>
/// <param name="Content">What it says.</param>
public sealed record OutgoingMail(Guid Id, string To, MailContent Content);

/// <summary>Hands a mail over for delivery.</summary>
public interface IMailer
{
    /// <summary>False where the settings name neither a server nor a directory.</summary>
    bool IsConfigured { get; }

    /// <summary>Returns when the mail was taken, now or by an earlier attempt; throws when it was not.</summary>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellation);
}
