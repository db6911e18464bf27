using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http.Files;

namespace Rupaya.Infrastructure.Http;

/// <summary>The one mapping from a result to HTTP.</summary>
internal static class ResultMapping
{
    public static IResult ToHttp(this Result<StoredReply> result) =>
        result.IsSuccess ? new ReplyResult(result.Value) : new ProblemResult(result.Error!);

    public static IResult ToHttp<T>(this Result<Page<T>> page, HttpContext context)
    {
        if (!page.IsSuccess)
        {
            return new ProblemResult(page.Error!);
        }
        if (page.Value.Next is { } next)
        {
            Cursor.AddLink(context, next);
        }
        return new ReplyResult(Reply.Ok(page.Value.Items).Stored);
    }

    public static IResult ToHttp(this Result<StreamedAnswer> result) =>
        result.IsSuccess
            ? Results.Stream(result.Value.Body, result.Value.ContentType, result.Value.FileName)
            : new ProblemResult(result.Error!);
}
