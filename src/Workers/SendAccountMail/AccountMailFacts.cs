using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.SendAccountMail;

/// <summary>What a mail is made of.</summary>
/// <param name="Email">Where it goes.</param>
/// <param name="Token">Derived for this mail; null for kinds without.</param>
/// <param name="Detail">A device, the inviting person, or names of tokens.</param>
/// <param name="At">When it happened, UTC.</param>
internal sealed record MailFacts(string Email, string? Token, string? Detail, DateTimeOffset At)
{
    /// <summary>For who says that it was not them.</summary>
    public string? Otherwise { get; init; }

    /// <summary>What will go and when, where the mail is about that.</summary>
    public IReadOnlyList<string> Ends { get; init; } = [];

    /// <summary>Names of the passkeys that open the account, where the mail is to say so.</summary>
    public IReadOnlyList<string> Passkeys { get; init; } = [];
}

/// <summary>Reads what a mail needs, when it is written.</summary>
internal sealed class AccountMailFacts(NpgsqlDataSource database, DerivedTokens derived, TimeProvider clock)
{
    private const string OfLink = """
        select u.email from account_tokens t join users u on u.user_id = t.user_id
         where t.token_id = $1 and t.used_at is null and t.expires_at > $2
           and $3 >= (select count(*) from account_tokens o
                where o.user_id = t.user_id and o.purpose = t.purpose and o.created_at > t.created_at - interval '1 hour' and o.created_at <= t.created_at)
        """;

    [AcrossBooks("The message names the invitation, which tells the book; by the index on its id.")]
    private const string OfInvitation = """
        select i.email, i.generation, u.email from invitations i join users u on u.user_id = i.invited_by
         where i.invitation_id = $1 and i.accepted_at is null and i.declined_at is null and i.withdrawn_at is null and i.expires_at > $2
        """;

    private const string OfChange = """
        select c.new_email, exists (select 1 from users u where u.email_key = c.new_key and u.user_id <> c.user_id) from email_changes c
         where c.change_id = $1 and c.confirmed_at is null and c.reverted_at is null and c.expires_at > $2
        """;

    private const string OfOldAddress = "select old_email from email_changes where change_id = $1 and old_verified and reverted_at is null";

    private const string OfReversion = "select new_email from email_changes where change_id = $1 and confirmed_at is not null";

    private const string OfSession = """
        select u.email, coalesce(s.device_name, s.device_id) from sessions s join users u on u.user_id = s.user_id
         where s.session_id = $1 and (u.email_notifications or $2)
        """;

    // Who unlinks it at once shall not keep the mail from coming.
    private const string OfIdentity = """
        select u.email, i.provider from users u left join user_identities i on i.identity_id = $2 and i.user_id = u.user_id where u.user_id = $1
        """;

    // The row of one that was removed is gone; the owner is told all the same.
    private const string OfPasskey = """
        select u.email, coalesce((select p.name from passkeys p where p.passkey_id = $2), '') from users u where u.user_id = $1
        """;

    private const string OfToken = """
        select u.email, s.name from sessions s join users u on u.user_id = s.user_id where s.session_id = $1 and s.kind = 'token'
        """;

    private const string OfOutdated = """
        select u.email, s.name,
               array(select d.operation || ' on ' || to_char(d.sunset, 'YYYY-MM-DD') from deprecated_calls d
                      where d.session_id = s.session_id and d.sunset > $2 and d.early_told_at is not null order by d.sunset, d.operation limit 20)
          from sessions s join users u on u.user_id = s.user_id where s.session_id = $1 and s.kind = 'token'
        """;

    // A new password leaves passkeys and tokens as they are: the owner is told which.
    private const string OfPassword = """
        select u.email,
               array(select p.name from passkeys p where p.user_id = u.user_id and p.state = 'active' order by p.created_at, p.passkey_id),
               (select string_agg(s.name, ', ' order by s.session_id) from sessions s
                 where s.user_id = u.user_id and s.kind = 'token' and s.revoked_at is null and s.expires_at > $2)
          from users u where u.user_id = $1
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
                var isReset = notice.Kind == AccountNoticeKinds.ResetPassword;
                return await ReadAsync(
                    Command(OfLink, Parameter(subject), Parameter(now), Parameter(AccountLinks.MailsPerHour)),
                    r => new MailFacts(
                        r.GetString(0),
                        derived.Issue(isReset ? TokenPurpose.Reset : TokenPurpose.Verification, subject),
                        null,
                        notice.OccurredAt
                    )
                    {
                        Otherwise = isReset ? null : derived.Issue(TokenPurpose.Disown, subject),
                    },
                    cancellation
                );
            case AccountNoticeKinds.EmailChange:
                // Whose address it is already is told so, and gets nothing to confirm.
                return await ReadAsync(
                    Command(OfChange, Parameter(subject), Parameter(now)),
                    r => new MailFacts(
                        r.GetString(0),
                        r.GetBoolean(1) ? null : derived.Issue(TokenPurpose.EmailChange, subject),
                        null,
                        notice.OccurredAt
                    ),
                    cancellation
                );
            case AccountNoticeKinds.EmailChangeAsked:
                return await ReadAsync(
                    Command(OfOldAddress, Parameter(subject)),
                    r => new MailFacts(r.GetString(0), derived.Issue(TokenPurpose.EmailRevert, subject), null, notice.OccurredAt),
                    cancellation
                );
            case AccountNoticeKinds.EmailReverted:
                return await ReadAsync(
                    Command(OfReversion, Parameter(subject)),
                    r => new MailFacts(r.GetString(0), null, null, notice.OccurredAt),
                    cancellation
                );
            case AccountNoticeKinds.BackupCodesLow:
                // Said in the app only.
                return null;
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
            case AccountNoticeKinds.IdentityLinked:
                return await ReadAsync(
                    Command(OfIdentity, Parameter(notice.UserId ?? Guid.Empty), Parameter(subject)),
                    r => new MailFacts(r.GetString(0), null, r.IsDBNull(1) ? "a provider" : r.GetString(1), notice.OccurredAt),
                    cancellation
                );
            case AccountNoticeKinds.PasskeyAdded:
            case AccountNoticeKinds.PasskeyRemoved:
            case AccountNoticeKinds.PasskeyCloned:
                return await ReadAsync(
                    Command(OfPasskey, Parameter(notice.UserId ?? Guid.Empty), Parameter(subject)),
                    r => new MailFacts(r.GetString(0), null, r.GetString(1), notice.OccurredAt),
                    cancellation
                );
            case AccountNoticeKinds.TokenCreated:
            case AccountNoticeKinds.TokenExpiring:
            case AccountNoticeKinds.TokenLeaked:
                return await ReadAsync(
                    Command(OfToken, Parameter(subject)),
                    r => new MailFacts(r.GetString(0), null, r.GetString(1), notice.OccurredAt),
                    cancellation
                );
            case AccountNoticeKinds.TokenOutdated:
                return await ReadAsync(
                    Command(OfOutdated, Parameter(subject), Parameter(DateOnly.FromDateTime(now.UtcDateTime))),
                    r => new MailFacts(r.GetString(0), null, r.GetString(1), notice.OccurredAt) { Ends = r.GetFieldValue<string[]>(2) },
                    cancellation
                );
            case AccountNoticeKinds.PasswordChanged:
                return await ReadAsync(
                    Command(OfPassword, Parameter(notice.UserId ?? Guid.Empty), Parameter(now)),
                    r => new MailFacts(r.GetString(0), null, r.IsDBNull(2) ? null : r.GetString(2), notice.OccurredAt)
                    {
                        Passkeys = r.GetFieldValue<string[]>(1),
                    },
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
