using Rupaya.Infrastructure.Http.Lists;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Imports.ListImports;

/// <param name="Limit">1 to 200, 50 when omitted.</param>
/// <param name="Sort"><c>createdAt</c>, the oldest first, or <c>-createdAt</c> (default).</param>
/// <param name="UpdatedSince">Uploaded or finished at this instant or later.</param>
internal sealed record ListImportsRequest(int? Limit, string? Cursor, string? Sort, QueryInstant? UpdatedSince) : IListQuery;

/// <summary>An import in a list; what was rejected is in the import itself and its rows.</summary>
/// <param name="AccountId">Null for the product's own export, whose rows name their accounts.</param>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Progress">0 to 100.</param>
internal sealed record ImportItem(
    Guid ImportId,
    Guid? AccountId,
    string FileName,
    string Status,
    int Progress,
    ImportCounts Counts,
    string? Note,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt
)
{
    public static ImportItem From(Import i) =>
        new(
            i.ImportId,
            i.AccountId,
            i.FileName,
            i.Status,
            i.Progress,
            new ImportCounts(i.Rows, i.Imported, i.Duplicates, i.Rejected),
            i.Note,
            i.CreatedAt,
            i.FinishedAt
        );
}

internal sealed class ListImportsEndpoint(ListImportsHandler handler) : ApiEndpoint<ListImportsRequest, IEnumerable<ImportItem>>
{
    public override void Configure()
    {
        Get("/imports");
        Describe("The book's imports, newest first or oldest first");
        InBook();
        Paged();
        Refuses(Problems.CursorMismatch, Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListImportsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, List, Caller, cancellation));
}
