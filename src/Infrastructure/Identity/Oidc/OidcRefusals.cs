using System.Security.Cryptography;
using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>Writes down that what came of a provider was refused, and why.</summary>
internal sealed class OidcRefusals(NpgsqlDataSource database, AuditTrail audit, TimeProvider clock)
{
    /// <param name="provider">Whose answer or token it was.</param>
    /// <param name="reason">One word; nothing of what came.</param>
    /// <param name="userId">Whose session asked; null for nobody we know.</param>
    /// <param name="cancellation">Ends the write.</param>
    public async Task WriteAsync(string provider, string reason, Guid? userId, CancellationToken cancellation)
    {
        Telemetry.SignedIn(SigninMethods.Provider + provider, "refused");
        var now = clock.NowStored();
        var subject = userId ?? AuditTrail.Nobody(RandomNumberGenerator.GetBytes(1));
        var row = AuditTrail.Insert(
            subject,
            key: null,
            "oidc.refused",
            subject,
            new { Provider = provider, Reason = reason },
            personal: null,
            now
        );
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(row);
        audit.Announce(await AuditTrail.RunAsync(batch, cancellation));
    }
}
