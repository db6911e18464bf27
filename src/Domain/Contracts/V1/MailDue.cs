namespace Rupaya.Domain.Contracts.V1;

/// <summary>A mail is to be written to a user. Carries ids only; what it says is read when it is written.</summary>
/// <param name="MailId">Identity of the mail, its Message-ID: the same however often it is sent.</param>
/// <param name="Kind">One of <see cref="Rupaya.Domain.Mails.MailKinds"/>.</param>
/// <param name="UserId">Whom it is for.</param>
/// <param name="BookId">The book it is about.</param>
/// <param name="SubjectId">Of an alert the notification; of a report the user.</param>
/// <param name="OccurredAt">UTC; of a report the moment it is due.</param>
public sealed record MailDue(Guid MailId, string Kind, Guid UserId, Guid BookId, Guid SubjectId, DateTimeOffset OccurredAt);
