using Rupaya.Infrastructure.Base;

namespace Rupaya.Workers.Housekeeping;

/// <summary>
/// How long is kept what has served its time (docs/retention.md). Bound from <c>Retention</c>. No period may be so short that what is promised to
/// clients, or what keeps something from happening twice, is forgotten too early.
/// </summary>
internal sealed record RetentionOptions
{
    /// <summary>Records of requests with a key, from when they were answered.</summary>
    public int IdempotencyHours { get; init; } = 48;

    /// <summary>Uploads that broke off, from their begin.</summary>
    public int UploadHours { get; init; } = 1;

    /// <summary>Sessions, from when they expired.</summary>
    public int SessionDays { get; init; } = 7;

    /// <summary>Tokens for programs, from when they ended.</summary>
    public int TokenDays { get; init; } = 30;

    /// <summary>Second-factor challenges and the tokens of mails, from when they expired.</summary>
    public int ChallengeDays { get; init; } = 7;

    /// <summary>Changes of an address, from when they could be confirmed last. At least 4: for three days one that was confirmed can be taken back.</summary>
    public int EmailChangeDays { get; init; } = 7;

    /// <summary>Ways to providers and back, and that a token was handed over, from when they expired.</summary>
    public int FlowDays { get; init; } = 1;

    /// <summary>Challenges for passkeys, from when they expired.</summary>
    public int CeremonyDays { get; init; } = 1;

    /// <summary>Counters of failed sign-ins, from the last failure.</summary>
    public int SigninAttemptDays { get; init; } = 2;

    /// <summary>Signing keys, from when the last token that they signed expired.</summary>
    public int SigningKeyDays { get; init; } = 1;

    /// <summary>Invitations that nobody accepted, from when they expired.</summary>
    public int InvitationDays { get; init; } = 30;

    /// <summary>Notifications, read or not, from when they were written.</summary>
    public int NotificationDays { get; init; } = 400;

    /// <summary>That an alert was raised for a period. At least two years: an alert of a yearly budget is said once in its year.</summary>
    public int AlertDays { get; init; } = 800;

    /// <summary>Deliveries to webhooks that arrived, from when they were planned.</summary>
    public int DeliveryDays { get; init; } = 30;

    /// <summary>Deliveries that were given up, from when they were planned.</summary>
    public int FailedDeliveryDays { get; init; } = 90;

    /// <summary>That a mail was sent: for so long it is not sent again, whatever is redriven.</summary>
    public int MailDays { get; init; } = 90;

    /// <summary>Rows of imports that did not come into the book, from when the import ended. The others tell a later statement what is known.</summary>
    public int StagedRowDays { get; init; } = 30;

    /// <summary>That a schedule ran.</summary>
    public int OccurrenceDays { get; init; } = 400;

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() =>
        Span.Problem(
            new Span("Retention:IdempotencyHours", IdempotencyHours, 48, 8_784),
            new Span("Retention:UploadHours", UploadHours, 1, 168),
            new Span("Retention:SessionDays", SessionDays, 1, 3_660),
            new Span("Retention:TokenDays", TokenDays, 1, 3_660),
            new Span("Retention:ChallengeDays", ChallengeDays, 1, 366),
            new Span("Retention:EmailChangeDays", EmailChangeDays, 4, 366),
            new Span("Retention:FlowDays", FlowDays, 1, 366),
            new Span("Retention:CeremonyDays", CeremonyDays, 1, 366),
            new Span("Retention:SigninAttemptDays", SigninAttemptDays, 1, 366),
            new Span("Retention:SigningKeyDays", SigningKeyDays, 1, 366),
            new Span("Retention:InvitationDays", InvitationDays, 1, 3_660),
            new Span("Retention:NotificationDays", NotificationDays, 1, 36_600),
            new Span("Retention:AlertDays", AlertDays, 732, 36_600),
            new Span("Retention:DeliveryDays", DeliveryDays, 2, 3_660),
            new Span("Retention:FailedDeliveryDays", FailedDeliveryDays, 2, 3_660),
            new Span("Retention:MailDays", MailDays, 7, 3_660),
            new Span("Retention:StagedRowDays", StagedRowDays, 1, 3_660),
            new Span("Retention:OccurrenceDays", OccurrenceDays, 31, 3_660)
        );
}
