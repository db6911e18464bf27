using Microsoft.AspNetCore.Http;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http;

/// <summary>Writes an answer's bytes; a GET whose <c>If-None-Match</c> has the answer's tag gets 304.</summary>
internal sealed class AnswerResult(Answer answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (answer.Location is not null)
        {
            response.Headers.Location = answer.Location;
        }
        if (answer.ETag is not null)
        {
            response.Headers.ETag = answer.ETag;
            response.Headers.CacheControl = "private, no-cache";
            var unchanged = answer.Status == StatusCodes.Status304NotModified;
            if (unchanged || (HttpMethods.IsGet(httpContext.Request.Method) && ETags.Matches(httpContext.Request, answer.ETag)))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }
        if (answer.Replayed)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }
        response.StatusCode = answer.Status;
        if (answer.Body.Length == 0)
        {
            return Task.CompletedTask;
        }
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        return response.Body.WriteAsync(answer.Body, httpContext.RequestAborted).AsTask();
    }
}
