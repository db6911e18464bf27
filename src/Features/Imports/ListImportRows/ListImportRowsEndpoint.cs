namespace Rupaya.Features.Imports.ListImportRows;

/// <param name="Verdict">imported, duplicate or rejected; all when omitted.</param>
/// <param name="Cursor">The line after which the page begins, from the <c>Link</c> of the page before.</param>
internal sealed record ListImportRowsRequest(string? Verdict, int? Limit, int? Cursor);

/// <summary>A row of the file and what became of it.</summary>
/// <param name="Text">A rejected row as it stands in the file, at most 1 000 characters; null for others.</param>
/// <param name="Amount">Positive, in the account's currency; <paramref name="Direction"/> tells the sign.</param>
internal sealed record ImportRowView(
    int Line,
    string Verdict,
    string? Field,
    string? Code,
    string? Message,
    Guid? TransactionId,
    DateOnly? Date,
    decimal? Amount,
    string? Direction,
    string? Category,
    string? Merchant,
    string? Description,
    string? Reference,
    string? Text
);

internal sealed class ListImportRowsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/imports/{importId:guid}/rows",
                async (
                    Guid importId,
                    [AsParameters] ListImportRowsRequest request,
                    Caller caller,
                    ListImportRowsHandler handler,
                    HttpContext http,
                    CancellationToken cancellation
                ) =>
                {
                    var rows = await handler.HandleAsync(importId, request, caller, cancellation);
                    if (!rows.IsSuccess)
                    {
                        return (IResult)new ProblemResult(rows.Error!);
                    }
                    if (rows.Value.Next is { } next)
                    {
                        Cursor.AddLink(http, next.ToString());
                    }
                    return new AnswerResult(Answer.Ok(rows.Value.Items));
                }
            )
            .WithName("ListImportRows")
            .WithTags("Imports")
            .WithSummary("Each row of an import with its verdict and reason, by line")
            .Produces<IReadOnlyList<ImportRowView>>()
            .Problems(400, 401, 404, 503);
}
