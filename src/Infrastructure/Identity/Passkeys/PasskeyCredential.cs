using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>All passkeys of a user, those that are being made among them.</summary>
internal sealed class PasskeyCredential : ICredential
{
    public NpgsqlBatchCommand Remove(Guid userId) =>
        Command("with begun as (delete from ceremonies where user_id = $1) delete from passkeys where user_id = $1", Parameter(userId));
}
