using Microsoft.AspNetCore.Http;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Keeps grave routes for people who showed a short while ago who they are.</summary>
internal sealed class StepUpMiddleware(RequestDelegate next, StepUps stepUps)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // A token was made after a step-up, for just what it may do.
        if (
            context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>() is { NeedsStepUp: true }
            && context.Features.Get<Caller>() is { Grant: null } caller
            && await stepUps.DemandAsync(caller, context.RequestAborted) is { } refusal
        )
        {
            await new ProblemResult(refusal).ExecuteAsync(context);
            return;
        }
        await next(context);
    }
}
