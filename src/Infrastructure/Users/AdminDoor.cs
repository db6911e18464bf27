using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Persistence.Entities;
using Rupaya.Infrastructure.Security.Audit;
using Rupaya.Infrastructure.Time;
using Rupaya.Infrastructure.Web;

namespace Rupaya.Infrastructure.Users;

/// <summary>
/// What every administrative call goes through: the database says who is an administrator, and the call is audited whether it was allowed or
/// not, before it does anything.
/// </summary>
internal sealed class AdminDoor(UserGate gate, NpgsqlDataSource database, AuditTrail audit, TimeProvider clock)
{
    private static readonly Error NotAdmin = new(ErrorKind.Forbidden, "forbidden", "Only an administrator may do this.");

    /// <returns>The administrator; 401, 403.</returns>
    public async Task<Result<User>> EnterAsync(Caller caller, string call, object? data, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        if (!user.IsSuccess)
        {
            return user;
        }
        var allowed = user.Value.Role == "admin";
        await using var batch = database.CreateBatch();
        var row = AuditTrail.Insert(
            caller.UserId,
            key: null,
            allowed ? "admin.call" : "admin.refused",
            caller.UserId,
            new { Call = call, Data = data },
            personal: null,
            clock.NowStored()
        );
        batch.BatchCommands.Add(row);
        audit.Announce(await AuditTrail.RunAsync(batch, cancellation));
        return allowed ? user : NotAdmin;
    }
}
