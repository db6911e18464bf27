namespace Rupaya.Infrastructure.Mail;

/// <summary>
/// How patient effects are that send mail: a server that says "later" (4xx: greylisting, a full mailbox) is asked again for about eight minutes.
/// </summary>
internal static class MailRetryDefaults
{
    public const int Concurrency = 8;
    public const int Attempts = 9;
    public const int RetryMs = 2000;
}
