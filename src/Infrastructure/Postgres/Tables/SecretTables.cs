using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>Which secrets are in use.</summary>
internal sealed class SecretTables : ITables
{
    public void AddTo(TableModel tables) => tables.Add<TokenSecretSeen>("token_secrets", e => e.HasKey(x => x.Fingerprint));
}
