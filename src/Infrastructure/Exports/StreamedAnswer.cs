using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Web;

namespace Rupaya.Infrastructure.Exports;

/// <summary>A file to be sent piece by piece.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="FileName">What a browser saves it as.</param>
/// <param name="Body">From its beginning; disposed when it was sent.</param>
internal sealed record StreamedAnswer(string ContentType, string FileName, Stream Body);

/// <summary>Streams an answer to HTTP.</summary>
internal static class Streaming
{
    public static async Task<IResult> ToHttp(this Task<Result<StreamedAnswer>> work)
    {
        var result = await work;
        return result.IsSuccess
            ? Results.Stream(result.Value.Body, result.Value.ContentType, result.Value.FileName)
            : new ProblemResult(result.Error!);
    }
}
