using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Turns the bearer token into a <see cref="Caller"/>. Session and role are checked by the query or write itself.</summary>
internal sealed class TokenMiddleware(RequestDelegate next, AccessTokens tokens)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var anonymous = metadata?.GetMetadata<IAllowAnonymous>() is not null;
        var header = context.Request.Headers.Authorization.ToString();
        var optional = metadata?.GetMetadata<OptionalCallerMetadata>() is not null && header.Length > 0;
        if (metadata?.GetMetadata<ApiRouteMetadata>() is null || (anonymous && !optional))
        {
            await next(context);
            return;
        }
        // An optional token that is over makes nobody of the caller; the route says whether it needs somebody.
        if (await IdentifyAsync(context, header) is { } refusal && !anonymous)
        {
            context.Features.Set(new RefusedToken(refusal));
        }
        await next(context);
    }

    private async ValueTask<Error?> IdentifyAsync(HttpContext context, string header)
    {
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await tokens.VerifyAsync(header[Scheme.Length..].Trim(), context.RequestAborted)
            : null;
        if (token is null)
        {
            return Error.InvalidToken;
        }
        var caller = new Caller(token.UserId, token.SessionId, null).InDefault(token.BookId);
        if (context.Request.Headers.TryGetValue("X-Book-Id", out var named))
        {
            if (!Guid.TryParse(named, out var bookId))
            {
                return Error.NotFound("Book");
            }
            caller = caller.In(bookId);
        }
        context.Features.Set(caller);
        return null;
    }
}
