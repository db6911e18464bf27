using Microsoft.AspNetCore.Http;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Keeps grave routes for people who showed a short while ago who they are.</summary>
internal sealed class StepUpMiddleware(RequestDelegate next, StepUps stepUps)
{
    // A token was made after a step-up, for just what it may do.
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>() is { NeedsStepUp: true }
        && context.Features.Get<Caller>() is { Grant: null } caller
            ? DemandAsync(context, caller)
            : next(context);

    private async Task DemandAsync(HttpContext context, Caller caller)
    {
        var refusal = await stepUps.DemandAsync(caller, context.RequestAborted);
        await (refusal is null ? next(context) : new ProblemResult(refusal).ExecuteAsync(context));
    }
}
