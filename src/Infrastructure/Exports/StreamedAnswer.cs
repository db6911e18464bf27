using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Web;

namespace Rupaya.Infrastructure.Exports;

/// <summary>A file that is written while it is sent.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="FileName">What a browser saves it as.</param>
/// <param name="WriteAsync">Writes the body.</param>
internal sealed record StreamedAnswer(string ContentType, string FileName, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>Streams an answer to HTTP. A failure after the first byte breaks the connection, so that half a file never looks like a whole one.</summary>
internal static class Streaming
{
    public static async Task<IResult> ToHttp(this Task<Result<StreamedAnswer>> work)
    {
        var result = await work;
        return result.IsSuccess ? new StreamedResult(result.Value) : new ProblemResult(result.Error!);
    }

    private sealed class StreamedResult(StreamedAnswer answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            // ZipArchive writes the few bytes that close an entry synchronously, even when it is disposed asynchronously.
            httpContext.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
            response.ContentType = answer.ContentType;
            response.Headers.ContentDisposition = $"attachment; filename=\"{answer.FileName}\"";
            await answer.WriteAsync(response.Body, httpContext.RequestAborted);
        }
    }
}
