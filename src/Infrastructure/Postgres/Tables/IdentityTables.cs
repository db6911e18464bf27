using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>Users, sessions, secrets and the audit log.</summary>
internal sealed class IdentityTables : ITables
{
    public void AddTo(TableModel tables)
    {
        tables.Add<User>("users", e => e.HasKey(x => x.UserId));
        tables.Add<Session>("sessions", e => e.HasKey(x => x.SessionId));
        tables.Add<TokenUse>("token_uses", e => e.HasKey(x => new { x.SessionId, x.Day }));
        tables.Add<DeprecatedCall>("deprecated_calls", e => e.HasKey(x => new { x.SessionId, x.Operation }));
        tables.Add<UserKey>("user_keys", e => e.HasKey(x => x.UserId));
        tables.Add<Device>("devices", e => e.HasKey(x => new { x.UserId, x.DeviceId }));
        tables.Add<SigninAttempt>("signin_attempts", e => e.HasKey(x => new { x.AccountKey, x.Scope }));
        tables.Add<UserMfa>("user_mfa", e => e.HasKey(x => x.UserId));
        tables.Add<MfaBackupCode>("mfa_backup_codes", e => e.HasKey(x => new { x.UserId, x.CodeHash }));
        tables.Add<MfaChallenge>("mfa_challenges", e => e.HasKey(x => x.ChallengeId));
        tables.Add<AccountToken>("account_tokens", e => e.HasKey(x => x.TokenId));
        tables.Add<EmailChange>("email_changes", e => e.HasKey(x => x.ChangeId));
        tables.Add<Passkey>("passkeys", e => e.HasKey(x => x.PasskeyId));
        tables.Add<CeremonyRow>("ceremonies", e => e.HasKey(x => x.CeremonyId));
        tables.Add<SigningKey>("signing_keys", e => e.HasKey(x => x.KeyId));
        tables.Add<AuditRow>("audit_log", e => e.HasKey(x => new { x.SubjectId, x.N }));
        tables.Add<AuditHeadRow>("audit_heads", e => e.HasKey(x => x.SubjectId));
        tables.Add<AuditAnchorRow>("audit_anchors", e => e.HasKey(x => x.SubjectId));
        tables.Add<IdempotencyRecord>("idempotency_keys", e => e.HasKey(x => new { x.UserId, x.Key }));
    }
}
