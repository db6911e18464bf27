namespace Rupaya.Features.Imports.UploadStatement;

/// <param name="Status">Always <c>queued</c>: a worker does the rest.</param>
internal sealed record UploadStatementResponse(Guid ImportId, string Status);

/// <summary>The form as documented; it is read while it streams.</summary>
internal sealed record UploadStatementForm(IFormFile File, Guid? AccountId);

internal sealed class UploadStatementEndpoint(UploadStatementHandler handler) : ApiEndpoint<UploadStatementResponse>
{
    /// <summary>The file's limit and some room for the other parts of the form.</summary>
    private const long MaxBody = UploadStatementHandler.MaxFileSize + 64 * 1024;

    public override void Configure()
    {
        Post("/imports");
        Describe(
            "Import a bank statement, or the product's own export",
            "multipart/form-data with file (CSV with the header date,amount,category,merchant, at most 20 MB) and accountId. "
                + "Without accountId the file is the CSV of /analytics/export: its rows name their accounts, which are made where they are missing. "
                + "400 empty_file, not_text, wrong_header; 413 payload_too_large."
        );
        TakesUpTo(MaxBody);
        Idempotent();
        Metadata(new FormMetadata(typeof(UploadStatementForm)));
        Answers(StatusCodes.Status202Accepted);
        InBook();
        Refuses(
            Problems.AccountArchived,
            Problems.EmptyFile,
            Problems.MalformedForm,
            Problems.NotText,
            Problems.PayloadTooLarge,
            Problems.UnsupportedMediaType,
            Problems.WrongHeader
        );
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(HttpContext.Request, Caller, cancellation));
}
