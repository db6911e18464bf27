using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.SendAccountMail;

/// <summary>What a mail is made of.</summary>
/// <param name="Email">Where it goes.</param>
/// <param name="Token">Derived for this mail; null for kinds without.</param>
/// <param name="Detail">A device or the inviting person.</param>
/// <param name="At">When it happened, UTC.</param>
internal sealed record MailFacts(string Email, string? Token, string? Detail, DateTimeOffset At);

/// <summary>Reads what a mail needs, when it is written.</summary>
internal sealed class AccountMailFacts(NpgsqlDataSource database, DerivedTokens derived, TimeProvider clock)
{
    private const int ResetsPerHour = 5;

    private const string OfToken = """
        select u.email from account_tokens t join users u on u.user_id = t.user_id
         where t.token_id = $1 and t.used_at is null and t.expires_at > $2
           and (t.purpose <> 'reset' or $3 >= (select count(*) from account_tokens o
                where o.user_id = t.user_id and o.purpose = 'reset' and o.created_at > t.created_at - interval '1 hour' and o.created_at <= t.created_at))
        """;

    [AcrossBooks("The message names the invitation, which tells the book; by the index on its id.")]
    private const string OfInvitation = """
        select i.email, i.generation, u.email from invitations i join users u on u.user_id = i.invited_by
         where i.invitation_id = $1 and i.accepted_at is null and i.expires_at > $2
        """;

    private const string OfSession = """
        select u.email, coalesce(s.device_name, s.device_id) from sessions s join users u on u.user_id = s.user_id
         where s.session_id = $1 and (u.email_notifications or $2)
        """;

    private const string OfUser = "select email from users where user_id = $1";

    /// <summary>Null when there is nothing to say to anybody.</summary>
    public async Task<MailFacts?> ReadAsync(AccountNotice notice, CancellationToken cancellation)
    {
        var (subject, now) = (notice.SubjectId, clock.GetUtcNow());
        switch (notice.Kind)
        {
            case AccountNoticeKinds.VerifyEmail:
            case AccountNoticeKinds.ResetPassword:
                var purpose = notice.Kind == AccountNoticeKinds.ResetPassword ? TokenPurpose.Reset : TokenPurpose.Verification;
                return await ReadAsync(
                    Command(OfToken, Parameter(subject), Parameter(now), Parameter(ResetsPerHour)),
                    r => new MailFacts(r.GetString(0), derived.Issue(purpose, subject), null, notice.OccurredAt),
                    cancellation
                );
            case AccountNoticeKinds.Invitation:
                return await ReadAsync(
                    Command(OfInvitation, Parameter(subject), Parameter(now)),
                    r => new MailFacts(
                        r.GetString(0),
                        derived.Issue(TokenPurpose.Invitation, subject, r.GetInt32(1)),
                        r.GetString(2),
                        notice.OccurredAt
                    ),
                    cancellation
                );
            case AccountNoticeKinds.NewDevice:
            case AccountNoticeKinds.TokenReused:
                return await ReadAsync(
                    Command(OfSession, Parameter(subject), Parameter(notice.Kind == AccountNoticeKinds.TokenReused)),
                    r => new MailFacts(r.GetString(0), null, r.GetString(1), notice.OccurredAt),
                    cancellation
                );
            default:
                return await ReadAsync(
                    Command(OfUser, Parameter(notice.UserId ?? Guid.Empty)),
                    r => new MailFacts(r.GetString(0), null, null, notice.OccurredAt),
                    cancellation
                );
        }
    }

    private async Task<MailFacts?> ReadAsync(
        NpgsqlBatchCommand command,
        Func<NpgsqlDataReader, MailFacts> read,
        CancellationToken cancellation
    )
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? read(reader) : null;
    }
}
