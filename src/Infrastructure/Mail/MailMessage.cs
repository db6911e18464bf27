using System.Text;
using MimeKit;

namespace Rupaya.Infrastructure.Mail;

/// <summary>A mail as it goes over the wire: text and HTML, in seven bits.</summary>
internal static class MailMessage
{
    // RFC 5322, 2.1.1: 998 characters without the line's end.
    private const int MaxLine = 990;

    /// <param name="mail">What to say and to whom.</param>
    /// <param name="from">A valid mailbox, with or without a name.</param>
    public static MimeMessage Of(OutgoingMail mail, string from)
    {
        var sender = Ascii(MailboxAddress.Parse(from));
        var message = new MimeMessage
        {
            Subject = mail.Content.Subject,
            // From the plainest to the richest, as RFC 2046, 5.1.4 has it.
            Body = new MultipartAlternative { Part("plain", mail.Content.Text()), Part("html", mail.Content.Html()) },
        };
        message.From.Add(sender);
        message.To.Add(Ascii(new MailboxAddress("", mail.To)));
        // Spelled as everybody spells it, which the library does not.
        message.Headers.Replace(new Header("Message-ID", $"<{mail.Id:N}@{sender.Domain}>"));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    // A domain outside ASCII in its ASCII form: not every hop speaks SMTPUTF8.
    private static MailboxAddress Ascii(MailboxAddress mailbox) => new(mailbox.Name, MailboxAddress.EncodeAddrspec(mailbox.Address));

    private static TextPart Part(string subtype, string text)
    {
        var ascii = System.Text.Ascii.IsValid(text);
        var part = new TextPart(subtype)
        {
            // As it is where it can be, so that a token in a file can be copied with the eye.
            ContentTransferEncoding =
                ascii && text.Split('\n').All(l => l.Length < MaxLine) ? ContentEncoding.SevenBit : ContentEncoding.QuotedPrintable,
        };
        part.SetText(ascii ? Encoding.ASCII : Encoding.UTF8, text);
        return part;
    }
}
