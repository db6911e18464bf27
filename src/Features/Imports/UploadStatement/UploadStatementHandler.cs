using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Http.Strictness;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Importing;

namespace Rupaya.Features.Imports.UploadStatement;

internal sealed class UploadStatementHandler(BookHeads heads, StatementStore store)
{
    public const long MaxFileSize = 20 * 1024 * 1024;
    private const int MaxFieldLength = 200;

    public async Task<Result<Reply<UploadStatementResponse>>> HandleAsync(
        HttpRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        if (head.Value.Role == Role.Viewer)
        {
            return Error.Forbidden;
        }
        if (Boundary(request) is not { } boundary)
        {
            return Problems.UnsupportedMediaType.Because("Send multipart/form-data with file and accountId.");
        }
        var upload = new StatementUpload(store, head.Value.BookId, caller.UserId);
        var queued = false;
        try
        {
            var ignored = new Ignored();
            var read =
                await ReadFormAsync(new MultipartReader(boundary, request.Body), upload, ignored, cancellation)
                ?? ignored.Tell(request.HttpContext);
            if (read is not null)
            {
                return read;
            }
            var answer = await QueueAsync(caller, upload, cancellation);
            queued = answer is { IsSuccess: true, Value.Stored.Replayed: false };
            return answer;
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Problems.MalformedForm.Error;
        }
        finally
        {
            if (!queued)
            {
                await upload.DiscardAsync();
            }
        }
    }

    /// <summary>Streams the form; returns the first refusal, or null.</summary>
    private static async Task<Error?> ReadFormAsync(
        MultipartReader reader,
        StatementUpload upload,
        Ignored ignored,
        CancellationToken cancellation
    )
    {
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                continue;
            }
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (name == "file")
            {
                var refused = await upload.ReceiveAsync(FileName(disposition), section.Body, MaxFileSize, cancellation);
                if (refused is not null)
                {
                    return refused;
                }
            }
            else if (name == "accountId")
            {
                if (upload.AccountId is not null)
                {
                    return Error.Field(name, "Is given twice.");
                }
                using var text = new StreamReader(section.Body);
                var buffer = new char[MaxFieldLength];
                var length = await text.ReadBlockAsync(buffer, cancellation);
                upload.AccountId = Guid.TryParse(buffer.AsSpan(0, length), out var id) ? id : Guid.Empty;
            }
            else
            {
                ignored.Add(name, ["file", "accountId"]);
            }
        }
        if (upload is { IsExport: true, AccountId: not null })
        {
            ignored.Add("accountId", []);
        }
        return upload.Problem();
    }

    private async Task<Result<Reply<UploadStatementResponse>>> QueueAsync(
        Caller caller,
        StatementUpload upload,
        CancellationToken cancellation
    )
    {
        var statement = upload.Complete();
        var keyed = caller.Idempotency is null ? caller : caller with { Idempotency = upload.Fingerprint(caller.Idempotency) };
        var answer = Reply.Accepted<UploadStatementResponse>(
            new UploadStatementResponse(statement.ImportId, "queued"),
            $"/api/v1/imports/{statement.ImportId}"
        );
        var queued = await store.QueueAsync(keyed, statement, answer, cancellation);
        if (queued.Error?.Kind != ErrorKind.NotFound)
        {
            return queued;
        }
        // Uploads take time: the session or the role may have ended meanwhile, and then that is the reason.
        var head = await heads.ReadAsync(caller, cancellation);
        return head.Error ?? (head.Value.Role == Role.Viewer ? Error.Forbidden : queued.Error);
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? boundary.ToString()
            : null;

    private static string FileName(ContentDispositionHeaderValue disposition)
    {
        var sent = HeaderUtilities
            .RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName)
            .ToString();
        var name = new string(Path.GetFileName(sent).Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(200).ToArray());
        return name.Length == 0 ? "statement.csv" : name;
    }
}
