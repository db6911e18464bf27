using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Holds a token for programs to what it was made for: routes that are open to tokens, its scopes, its book. What its user may do is asked as always:
/// a scope only narrows.
/// </summary>
internal sealed class GrantMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<Caller>()?.Grant is { } grant && RefusalOf(context, grant) is { } refusal
            ? new ProblemResult(refusal).ExecuteAsync(context)
            : next(context);

    private static Error? RefusalOf(HttpContext context, TokenGrant grant)
    {
        var access = context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>();
        if (access is null or { IsSessionOnly: true } or { IsStated: false })
        {
            return Problems.SessionOnly.Error;
        }
        if (!access.IsOpenTo(grant.Scopes))
        {
            return Problems.InsufficientScope.Because($"The token needs the scope {access.Scope}.") with
            {
                Challenge = $"error=\"insufficient_scope\", scope=\"{access.Scope}\"",
            };
        }
        var named = context.GetRouteValue("bookId") as string;
        return named is not null && grant.BookId is { } bookId && (!Guid.TryParse(named, out var id) || id != bookId)
            ? Error.NotFound("Book")
            : null;
    }
}
