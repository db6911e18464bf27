using CsvHelper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Ledger.Importing;

namespace Rupaya.Workers.ImportStatement;

/// <summary>
/// Imports a stored statement: parses, stages each row with its verdict, and only then takes the book's head for one commit. Running again
/// after a crash starts the staging over; an import that is finished is left alone.
/// </summary>
[EffectDefaults(Concurrency = 1)]
internal sealed partial class ImportStatementEffect(
    NpgsqlDataSource database,
    ImportStaging staging,
    ImportPosting posting,
    ExportPosting exports,
    ImportEnding ending,
    TimeProvider clock,
    ILogger<ImportStatementEffect> logger
) : IEffect<ImportQueued>
{
    private const int MaxRestarts = 5;

    public async Task HandleAsync(ImportQueued message, CancellationToken cancellation)
    {
        // One import of a book at a time, on a connection of its own: the lock goes with it, whatever happens to this process.
        await using var turn = await ImportLease.TakeAsync(database, message.BookId, cancellation);
        if (await staging.LoadAsync(message.BookId, message.ImportId, cancellation) is not { } import)
        {
            return;
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (import.AccountId is not { } accountId)
                {
                    var changes = await exports.ImportAsync(import, cancellation);
                    UsageTelemetry.Imported(changes);
                    await posting.AnalyzeAsync(changes, cancellation);
                    return;
                }
                var basis = await posting.ReadBasisAsync(import.BookId, accountId, cancellation);
                var start = clock.GetTimestamp();
                var staged = await staging.StageAsync(import, basis, cancellation);
                var stagingTime = clock.GetElapsedTime(start);
                if (await posting.CommitAsync(staged, cancellation))
                {
                    var postingTime = clock.GetElapsedTime(start) - stagingTime;
                    UsageTelemetry.Imported(staged.Rows);
                    Imported(import.ImportId, staged.Rows, (long)stagingTime.TotalMilliseconds, (long)postingTime.TotalMilliseconds);
                    await posting.AnalyzeAsync(staged.Rows, cancellation);
                    return;
                }
            }
            catch (CsvFormatException e)
            {
                await ending.FailAsync(import, (int)e.LineNumber, ImportFailure.Malformed, cancellation);
                UsageTelemetry.ImportFailed();
                return;
            }
            catch (ImportRefusedException e) when (e.Code == ImportRefusedException.Over)
            {
                await ending.ForgetAsync(import, cancellation);
                return;
            }
            catch (ImportRefusedException e)
            {
                await ending.FailAsync(import, 0, ImportFailure.Of(e.Code), cancellation);
                UsageTelemetry.ImportFailed();
                return;
            }
            if (attempt == MaxRestarts)
            {
                throw new InvalidOperationException("The book's categories kept changing; the import is tried again later.");
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Import {ImportId}: {Rows} rows staged in {StagingMs} ms, posted in {PostingMs} ms"
    )]
    private partial void Imported(Guid importId, int rows, long stagingMs, long postingMs);
}

/// <summary>A file waiting to be imported.</summary>
/// <param name="AccountId">Null for the product's own export, whose rows name theirs.</param>
internal sealed record PendingImport(Guid BookId, Guid ImportId, Guid? AccountId, Guid ActorId, byte[] File)
{
    public StatementReader Read(ImportBasis basis) => new(File, Currency.Of(basis.Currency));
}
