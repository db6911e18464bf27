using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// What every administrative call goes through, before anything of it is looked at: the database says who is an administrator, whatever the
/// token says, and the call is audited whether it was allowed or not.
/// </summary>
internal sealed class AdminMiddleware(
    RequestDelegate next,
    UserGate gate,
    NpgsqlDataSource database,
    AuditTrail audit,
    IOptions<SecurityOptions> options,
    TimeProvider clock
)
{
    private static readonly Error NotAdmin = Problems.Forbidden.Because("Only an administrator may do this.");

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<AdminOnlyMetadata>() is not null
        && context.Features.Get<Caller>() is { } caller
            ? DecideAsync(context, endpoint, caller)
            : next(context);

    private async Task DecideAsync(HttpContext context, Endpoint endpoint, Caller caller)
    {
        var user = await gate.ReadAsync(caller, context.RequestAborted);
        if (!user.IsSuccess)
        {
            await new ProblemResult(user.Error!).ExecuteAsync(context);
            return;
        }
        var refusal =
            user.Value.Role != "admin" ? NotAdmin
            : options.Value.AdminsNeedMfa && !user.Value.MfaEnabled ? Problems.MfaRequired.Error
            : null;
        await RecordAsync(context, caller, refusal is null, endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);
        if (refusal is null)
        {
            await next(context);
        }
        else
        {
            await new ProblemResult(refusal).ExecuteAsync(context);
        }
    }

    private async Task RecordAsync(HttpContext context, Caller caller, bool allowed, string call)
    {
        // Nothing of it was looked at yet, and what is no id may be anything: it would be in the log for ever.
        var asked = context.GetRouteValue("userId")?.ToString() ?? context.Request.Query["userId"].ToString();
        var data = new { Call = call, UserId = Guid.TryParse(asked, out var userId) ? userId : (Guid?)null };
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            AuditTrail.Insert(
                caller.UserId,
                key: null,
                allowed ? "admin.call" : "admin.refused",
                caller.UserId,
                data,
                personal: null,
                clock.NowStored()
            )
        );
        audit.Announce(await AuditTrail.RunAsync(batch, context.RequestAborted));
    }
}
