namespace Rupaya.Domain.Mails;

/// <summary>Kinds of mails about a book.</summary>
public static class MailKinds
{
    /// <summary>A notification of a rule: a budget, a balance, an expense.</summary>
    public const string Alert = "alert";

    /// <summary>A webhook was turned off, for the owner who made it.</summary>
    public const string WebhookDisabled = "webhook.disabled";

    /// <summary>What came in and went out in a week.</summary>
    public const string WeeklyReport = "report.weekly";
}
