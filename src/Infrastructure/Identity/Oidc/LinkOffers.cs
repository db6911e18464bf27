using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>
/// An identity whose verified address has an account already is linked to it by nobody but who signs in to that account: the offer names identity and
/// account, stands for ten minutes, and is used once.
/// </summary>
public sealed class LinkOffers
{
    private const string Live = "flow_id = $1 and purpose = 'offer' and used_at is null and ticket_expires_at > $2";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly NpgsqlDataSource _database;
    private readonly MasterKeys _master;
    private readonly DerivedTokens _derived;
    private readonly TimeProvider _clock;

    internal LinkOffers(NpgsqlDataSource database, MasterKeys master, DerivedTokens derived, TimeProvider clock) =>
        (_database, _master, _derived, _clock) = (database, master, derived, clock);

    /// <summary>Makes one.</summary>
    /// <returns>The link token.</returns>
    public async Task<string> MakeAsync(Guid userId, ProviderIdentity identity, CancellationToken cancellation)
    {
        var now = _clock.NowStored();
        var flowId = Guid.CreateVersion7(now);
        await _database.ExecuteAsync(
            Command(
                "insert into oidc_flows (flow_id, provider, purpose, user_id, created_at, expires_at, outcome, ticket_expires_at) "
                    + "values ($1, $2, 'offer', $3, $4, $5, $6, $5)",
                Parameter(flowId),
                Parameter(identity.Provider),
                Parameter(userId),
                Parameter(now),
                Parameter(now + Lifetime),
                Parameter(FlowOutcome.Seal(_master, flowId, identity))
            ),
            cancellation
        );
        return _derived.Issue(TokenPurpose.LinkOffer, flowId);
    }

    /// <summary>What a link token offers; null for one that is wrong, used or old.</summary>
    public async Task<LinkOffer?> FindAsync(string linkToken, CancellationToken cancellation)
    {
        if (_derived.Verify(TokenPurpose.LinkOffer, linkToken) is not var (flowId, _))
        {
            return null;
        }
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        var found = await connection.ReadAsync(
            Command($"select user_id, outcome from oidc_flows where {Live}", Parameter(flowId), Parameter(_clock.NowStored())),
            r => new LinkOffer(flowId, r.GetGuid(0), FlowOutcome.Open(_master, flowId, r.GetFieldValue<byte[]>(1))),
            cancellation
        );
        return found.FirstOrDefault();
    }

    /// <summary>Uses an offer up, under its user's lock; false when another request just did.</summary>
    public static async Task<bool> UseAsync(UserChanges work, LinkOffer offer, CancellationToken cancellation)
    {
        var use = Command($"update oidc_flows set used_at = $2 where {Live}", Parameter(offer.FlowId), Parameter(work.Now));
        return await work.Connection.ExecuteAsync(use, cancellation) == 1;
    }
}
