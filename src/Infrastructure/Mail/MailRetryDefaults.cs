namespace Rupaya.Infrastructure.Mail;

/// <summary>
/// How patient effects are that send mail: a server that says "later" (4xx: greylisting, a full mailbox) is asked again for about eight minutes.
/// </summary>
public static class MailRetryDefaults
{
    /// <summary>Mails on their way at once in a process.</summary>
    public const int Concurrency = 8;

    /// <summary>Times a mail is tried.</summary>
    public const int Attempts = 9;

    /// <summary>Milliseconds before the second try; the pause doubles each time.</summary>
    public const int RetryMs = 2000;
}
