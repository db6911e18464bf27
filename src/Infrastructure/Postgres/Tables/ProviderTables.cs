using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>Sign-in with providers.</summary>
internal sealed class ProviderTables : ITables
{
    public void AddTo(TableModel tables)
    {
        tables.Add<UserIdentity>("user_identities", e => e.HasKey(x => x.IdentityId));
        tables.Add<OidcFlowRow>("oidc_flows", e => e.HasKey(x => x.FlowId));
        tables.Add<SeenIdToken>("seen_id_tokens", e => e.HasKey(x => x.Hash));
    }
}
