using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>A kind of credential beside the password. Found by scanning.</summary>
public interface ICredential
{
    /// <summary>Removes what a user has of it.</summary>
    NpgsqlBatchCommand Remove(Guid userId);
}

/// <summary>The secret of an authenticator app.</summary>
internal sealed class TotpCredential : ICredential
{
    public NpgsqlBatchCommand Remove(Guid userId) => Command("delete from user_mfa where user_id = $1", Parameter(userId));
}

/// <summary>Backup codes.</summary>
internal sealed class BackupCodeCredential : ICredential
{
    public NpgsqlBatchCommand Remove(Guid userId) => Command("delete from mfa_backup_codes where user_id = $1", Parameter(userId));
}
