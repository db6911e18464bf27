using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>
/// The ways to providers and back, as rows: any process goes on with what another began. A state and a ticket are each presented once; what is
/// presented is used up, right or wrong.
/// </summary>
public sealed class OidcFlows
{
    /// <summary>Seconds from the start until the provider's answer counts no more.</summary>
    public const int LifetimeSeconds = 600;

    private const string Columns =
        "flow_id, provider, purpose, user_id, session_id, verifier, nonce, challenge, return_to, device_id, device_name, created_at, expires_at";

    private const string TakeText = """
        with taken as (update oidc_flows set redeemed_at = $2 where flow_id = $1 and redeemed_at is null returning flow_id)
        select f.provider, f.purpose, f.user_id, f.verifier, f.nonce, f.return_to, f.created_at, f.expires_at > $2 and exists (select 1 from taken)
          from oidc_flows f where f.flow_id = $1
        """;

    private const string RedeemText = """
        update oidc_flows set used_at = $2
         where flow_id = $1 and used_at is null and ticket_expires_at > $2 and outcome is not null and purpose <> 'offer'
        returning purpose, user_id, session_id, challenge, device_id, device_name, outcome
        """;

    private const string NativeText = """
        update oidc_flows set redeemed_at = $3, used_at = $3
         where flow_id = $1 and provider = $2 and purpose = 'native' and redeemed_at is null and expires_at > $3 returning nonce
        """;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(LifetimeSeconds);
    private static readonly TimeSpan TicketLifetime = TimeSpan.FromSeconds(60);

    private readonly NpgsqlDataSource _database;
    private readonly MasterKeys _master;
    private readonly DerivedTokens _derived;
    private readonly TimeProvider _clock;

    internal OidcFlows(NpgsqlDataSource database, MasterKeys master, DerivedTokens derived, TimeProvider clock) =>
        (_database, _master, _derived, _clock) = (database, master, derived, clock);

    /// <summary>Begins one.</summary>
    public async Task<OpenedFlow> OpenAsync(FlowStart start, CancellationToken cancellation)
    {
        var now = _clock.NowStored();
        var flowId = Guid.CreateVersion7(now);
        var (verifier, nonce) = (NewRandom(), NewRandom());
        await _database.ExecuteAsync(
            Command(
                $"insert into oidc_flows ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                Parameter(flowId),
                Parameter(start.Provider),
                Parameter(start.Purpose),
                Parameter(start.Owner?.UserId),
                Parameter(start.Owner?.SessionId),
                Parameter(_master.Seal(Encoding.ASCII.GetBytes(verifier), flowId.ToByteArray())),
                Parameter(nonce),
                Parameter(start.Challenge is null ? null : Base64Url.DecodeFromChars(start.Challenge)),
                Parameter(start.ReturnTo),
                Parameter(start.Device?.Id),
                Parameter(start.Device?.Name),
                Parameter(now),
                Parameter(now + Lifetime)
            ),
            cancellation
        );
        var purpose = start.Purpose == FlowPurpose.Native ? TokenPurpose.NativeFlow : TokenPurpose.ProviderState;
        return new OpenedFlow(_derived.Issue(purpose, flowId), nonce, verifier);
    }

    /// <summary>Uses the state of an answer up; null for one that is not ours.</summary>
    internal async Task<ReturnedFlow?> TakeAsync(string? state, CancellationToken cancellation)
    {
        if (_derived.Verify(TokenPurpose.ProviderState, state) is not var (flowId, _))
        {
            return null;
        }
        return await FirstAsync(
            Command(TakeText, Parameter(flowId), Parameter(_clock.NowStored())),
            r => new ReturnedFlow(
                flowId,
                r.GetString(0),
                r.GetString(1),
                r.IsDBNull(2) ? null : r.GetGuid(2),
                Encoding.ASCII.GetString(_master.Open(r.GetFieldValue<byte[]>(3), flowId.ToByteArray())),
                r.GetString(4),
                r.GetString(5),
                r.GetFieldValue<DateTimeOffset>(6),
                r.GetBoolean(7)
            ),
            cancellation
        );
    }

    /// <summary>Keeps what came of it for a minute; the ticket gets it, with the app's secret.</summary>
    internal async Task<string> KeepAsync(Guid flowId, ProviderIdentity identity, CancellationToken cancellation)
    {
        await _database.ExecuteAsync(
            Command(
                "update oidc_flows set outcome = $2, ticket_expires_at = $3 where flow_id = $1",
                Parameter(flowId),
                Parameter(FlowOutcome.Seal(_master, flowId, identity)),
                Parameter(_clock.NowStored() + TicketLifetime)
            ),
            cancellation
        );
        return _derived.Issue(TokenPurpose.ProviderTicket, flowId);
    }

    /// <summary>Uses a ticket up; null for one that is wrong, used or old, and for another secret.</summary>
    public async Task<RedeemedFlow?> RedeemAsync(string ticket, string secret, CancellationToken cancellation)
    {
        if (_derived.Verify(TokenPurpose.ProviderTicket, ticket) is not var (flowId, _))
        {
            return null;
        }
        return await FirstAsync(
            Command(RedeemText, Parameter(flowId), Parameter(_clock.NowStored())),
            r =>
                CryptographicOperations.FixedTimeEquals(r.GetFieldValue<byte[]>(3), SHA256.HashData(Encoding.UTF8.GetBytes(secret)))
                    ? new RedeemedFlow(
                        r.GetString(0),
                        r.IsDBNull(1) ? null : r.GetGuid(1),
                        r.IsDBNull(2) ? null : r.GetGuid(2),
                        r.IsDBNull(4) ? null : r.GetString(4),
                        r.IsDBNull(5) ? null : r.GetString(5),
                        FlowOutcome.Open(_master, flowId, r.GetFieldValue<byte[]>(6))
                    )
                    : null,
            cancellation
        );
    }

    /// <summary>Uses an app's flow up; the nonce that its token must have, or null.</summary>
    internal async Task<string?> UseNativeAsync(string provider, string flow, CancellationToken cancellation) =>
        _derived.Verify(TokenPurpose.NativeFlow, flow) is var (flowId, _)
            ? await FirstAsync(
                Command(NativeText, Parameter(flowId), Parameter(provider), Parameter(_clock.NowStored())),
                r => r.GetString(0),
                cancellation
            )
            : null;

    /// <summary>True the first time a token is handed over.</summary>
    internal async Task<bool> IsNewAsync(string idToken, CancellationToken cancellation)
    {
        // Without its signature: of some kinds of signature there are two that are right.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(idToken[..idToken.LastIndexOf('.')]));
        var insert = Command(
            "insert into seen_id_tokens (hash, expires_at) values ($1, $2) on conflict (hash) do nothing",
            Parameter(hash),
            Parameter(_clock.NowStored() + Lifetime)
        );
        return await _database.ExecuteAsync(insert, cancellation) == 1;
    }

    private async Task<T?> FirstAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T?> read, CancellationToken cancellation)
        where T : class
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        return (await connection.ReadAsync(command, read, cancellation)).FirstOrDefault();
    }

    private static string NewRandom() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
