namespace Rupaya.Infrastructure.Mail;

/// <summary>A mail in plain text.</summary>
/// <param name="Id">Becomes the Message-ID: the same however often it is sent, so that a receiver can tell.</param>
/// <param name="To">One address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">ASCII, lines up to 78 characters where no link is longer.</param>
internal sealed record OutgoingMail(Guid Id, string To, string Subject, string Text);

/// <summary>Hands a mail over for delivery.</summary>
internal interface IMailer
{
    /// <summary>Returns when the mail was taken; throws when it was not.</summary>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellation);
}
