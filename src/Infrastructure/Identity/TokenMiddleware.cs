using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Identity.Tokens;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Turns the bearer token, a session's or a program's, into a <see cref="Caller"/>. Session and role are checked by the query or write itself.
/// </summary>
internal sealed class TokenMiddleware(RequestDelegate next, AccessTokens tokens, TokenMap programs, TokenUses uses)
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
        var text = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        var caller = text.StartsWith(TokenText.Prefix, StringComparison.Ordinal)
            ? await ProgramAsync(context, text)
            : await PersonAsync(context, text);
        if (caller is null)
        {
            return Error.InvalidToken;
        }
        if (context.Request.Headers.TryGetValue("X-Book-Id", out var named))
        {
            if (!Guid.TryParse(named, out var bookId) || (caller.Grant?.BookId is { } only && only != bookId))
            {
                return Error.NotFound("Book");
            }
            caller = caller.In(bookId);
        }
        context.Features.Set(caller);
        return null;
    }

    private async ValueTask<Caller?> PersonAsync(HttpContext context, string text)
    {
        var token = text.Length > 0 ? await tokens.VerifyAsync(text, context.RequestAborted) : null;
        return token is null ? null : new Caller(token.UserId, token.SessionId, null).InDefault(token.BookId);
    }

    private async ValueTask<Caller?> ProgramAsync(HttpContext context, string text)
    {
        var address = context.Connection.RemoteIpAddress;
        if (await programs.FindAsync(text, context.RequestAborted) is not { } token || !token.MayComeFrom(address))
        {
            return null;
        }
        uses.Add(token, address);
        var caller = new Caller(token.UserId, token.SessionId, null) { Grant = token.Grant };
        return token.Grant.BookId is { } only ? caller.In(only) : caller.InDefault(token.DefaultBookId);
    }
}
