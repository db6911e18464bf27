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

internal sealed class ListImportRowsEndpoint(ListImportRowsHandler handler) : ApiEndpoint<ListImportRowsRequest, IEnumerable<ImportRowView>>
{
    public override void Configure()
    {
        Get("/imports/{importId:guid}/rows");
        Describe("Each row of an import with its verdict and reason, by line");
        InBook();
        Paged();
    }

    public override Task HandleAsync(ListImportRowsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("importId"), request, Caller, cancellation));
}
