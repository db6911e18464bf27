namespace Rupaya.Domain.Contracts.V1;

/// <summary>Something happened to an account that its owner should hear of. Carries ids only; what the mail says is read when it is written.</summary>
/// <param name="NoticeId">Identity of the mail: the same however often it is sent.</param>
/// <param name="Kind">One of <see cref="Rupaya.Domain.Users.AccountNoticeKinds"/>.</param>
/// <param name="UserId">The user; null for a request about an e-mail that nobody has, and for an invitation.</param>
/// <param name="SubjectId">The token, invitation or session it is about; else the user.</param>
/// <param name="OccurredAt">UTC.</param>
public sealed record AccountNotice(Guid NoticeId, string Kind, Guid? UserId, Guid SubjectId, DateTimeOffset OccurredAt);
