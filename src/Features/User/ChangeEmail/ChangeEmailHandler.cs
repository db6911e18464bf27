using Microsoft.Extensions.Options;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User.ChangeEmail;

/// <summary>Does the same whether the new address is somebody's or not: who writes the mail looks, and the confirmation decides.</summary>
internal sealed class ChangeEmailHandler(UserDoor door, IOptions<SecurityOptions> options)
{
    private const string Insert =
        "insert into email_changes (change_id, user_id, old_email, old_key, old_verified, new_email, new_key, created_at, expires_at) "
        + "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    public Task<Result<Reply<EmailChangeAsked>>> HandleAsync(
        ChangeEmailRequest request,
        Caller caller,
        string? ip,
        CancellationToken cancellation
    ) => door.WriteAsync<EmailChangeAsked>(caller, work => Ask(work, request.Email!.Trim(), ip), cancellation);

    private Result<Reply<EmailChangeAsked>> Ask(UserChanges work, string email, string? ip)
    {
        var (user, now, changeId) = (work.User, work.Now, Guid.CreateVersion7(work.Now));
        var expiresAt = now.AddHours(options.Value.VerificationHours);
        EmailChanges.EndPending(work);
        work.Add(
            Command(
                Insert,
                Parameter(changeId),
                Parameter(user.UserId),
                Parameter(user.Email),
                Parameter(user.EmailKey),
                Parameter(user.EmailVerified),
                Parameter(email),
                Parameter(EmailAddress.KeyOf(email)),
                Parameter(now),
                Parameter(expiresAt)
            )
        );
        work.Audit("email.change_asked", new { ChangeId = changeId }, new { Ip = ip, Email = email });
        work.Notice(AccountNoticeKinds.EmailChange, changeId);
        work.Notice(AccountNoticeKinds.EmailChangeAsked, changeId);
        return Reply.Accepted<EmailChangeAsked>(new EmailChangeAsked(expiresAt), location: null);
    }
}
