using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http.Strictness;

namespace Rupaya.Infrastructure.Http;

/// <summary>Writes an answer's bytes; a GET whose <c>If-None-Match</c> has the answer's tag gets 304.</summary>
internal sealed class ReplyResult(StoredReply reply) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var fields = httpContext.Features.Get<FieldSelection>();
        if (reply.Location is not null)
        {
            response.Headers.Location = reply.Location;
        }
        if (reply.ETag is not null)
        {
            response.Headers.ETag = fields is null ? reply.ETag : fields.Tag(reply.ETag);
            response.Headers.CacheControl = "private, no-cache";
            var unchanged = reply.Status == StatusCodes.Status304NotModified;
            if (unchanged || (HttpMethods.IsGet(httpContext.Request.Method) && ETags.Matches(httpContext.Request, reply.ETag)))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }
        if (reply.Cookie is not null)
        {
            response.Headers.SetCookie = reply.Cookie;
        }
        if (reply.Seq is { } seq)
        {
            response.Headers["Rupaya-Seq"] = seq.ToString(CultureInfo.InvariantCulture);
        }
        if (reply.Replayed)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }
        response.StatusCode = reply.Status;
        if (reply.Body.Length == 0)
        {
            return Task.CompletedTask;
        }
        var body = fields is null ? reply.Body : fields.Cut(reply.Body);
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
