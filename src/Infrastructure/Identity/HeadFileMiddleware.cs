using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// HEAD of a file: the headers alone, for to make it is dear and is written into the audit log. Of a stream of events there is none: it would wait
/// for what it does not show.
/// </summary>
internal sealed class HeadFileMiddleware(RequestDelegate next, UserGate gate)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<HeadRequest>() is not null && context.GetEndpoint()?.Metadata.GetMetadata<FileMetadata>() is { } file
            ? HeadAsync(context, file)
            : next(context);

    private async Task HeadAsync(HttpContext context, FileMetadata file)
    {
        if (file.MediaType == FileMetadata.Events)
        {
            context.Response.Headers.Allow = HttpMethods.Get;
            await new ProblemResult(ProblemExceptionHandler.OfStatus(StatusCodes.Status405MethodNotAllowed)).ExecuteAsync(context);
            return;
        }
        if (
            context.Features.Get<Caller>() is { } caller
            && await gate.ReadAsync(caller, context.RequestAborted) is { IsSuccess: false } over
        )
        {
            await new ProblemResult(over.Error!).ExecuteAsync(context);
            return;
        }
        context.Response.ContentType = file.MediaType;
    }
}
