using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Security;

namespace Rupaya.Infrastructure.Web;

/// <summary>Marks the routes below <c>/api/v1</c>: a token is needed unless the route allows anonymous.</summary>
internal sealed record ApiRouteMetadata;

/// <summary>Turns the bearer token into a <see cref="Caller"/>. Session and role are checked by the query or write itself.</summary>
internal sealed class TokenMiddleware(RequestDelegate next, AccessTokens tokens)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<ApiRouteMetadata>() is null || metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return next(context);
        }
        var header = context.Request.Headers.Authorization.ToString();
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? tokens.Verify(header[Scheme.Length..].Trim()) : null;
        if (token is null)
        {
            return new ProblemResult(Error.InvalidToken).ExecuteAsync(context);
        }
        Guid? bookId = null;
        if (context.Request.Headers.TryGetValue("X-Book-Id", out var named))
        {
            if (!Guid.TryParse(named, out var parsed))
            {
                return new ProblemResult(Error.NotFound("Book")).ExecuteAsync(context);
            }
            bookId = parsed;
        }
        context.Features.Set(new Caller(token.UserId, token.SessionId, bookId, null));
        return next(context);
    }
}
