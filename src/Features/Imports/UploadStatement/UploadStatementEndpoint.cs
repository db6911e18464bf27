namespace Rupaya.Features.Imports.UploadStatement;

/// <param name="Status">Always <c>queued</c>: a worker does the rest.</param>
internal sealed record UploadStatementResponse(Guid ImportId, string Status);

/// <summary>The form as documented; it is read while it streams.</summary>
internal sealed record UploadStatementForm(IFormFile File, Guid? AccountId);

internal sealed class UploadStatementEndpoint : IEndpoint
{
    /// <summary>The file's limit and some room for the other parts of the form.</summary>
    private const long MaxBody = UploadStatementHandler.MaxFileSize + 64 * 1024;

    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/imports",
                (HttpRequest request, Caller caller, UploadStatementHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxBody))
            .DisableAntiforgery()
            .WithName("UploadStatement")
            .WithTags("Imports")
            .WithSummary("Import a bank statement, or the product's own export")
            .WithDescription(
                "multipart/form-data with file (CSV with the header date,amount,category,merchant, at most 20 MB) and accountId. "
                    + "Without accountId the file is the CSV of /analytics/export: its rows name their accounts, which are made where they are missing. "
                    + "400 empty_file, not_text, wrong_header; 413 payload_too_large."
            )
            .Idempotent()
            .Accepts<UploadStatementForm>("multipart/form-data")
            .Produces<UploadStatementResponse>(StatusCodes.Status202Accepted)
            .Problems(400, 401, 403, 404, 413, 415, 422, 503);
}
