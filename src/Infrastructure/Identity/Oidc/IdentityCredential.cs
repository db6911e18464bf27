using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>Identities of providers, as a kind of credential.</summary>
internal sealed class IdentityCredential : ICredential
{
    public NpgsqlBatchCommand Remove(Guid userId) => Command("delete from user_identities where user_id = $1", Parameter(userId));
}
