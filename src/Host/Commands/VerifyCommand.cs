using Npgsql;
using Rupaya.Infrastructure.Ledger.Verification;

namespace Rupaya.Host.Commands;

/// <summary>Recomputes everything from the journal: <c>verify [--book ID]</c>. Exits with 1 and the first differences when something does not hold.</summary>
internal static class VerifyCommand
{
    public static async Task<int> RunAsync(string? book, string[] settings)
    {
        if (book is not null && !Guid.TryParse(book, out _))
        {
            throw new InvalidOperationException($"{book} is no book's id.");
        }
        await using var app = CommandHost.Build(settings);
        var verifier = app.Services.GetRequiredService<LedgerVerifier>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        var began = clock.GetTimestamp();
        var differences = await verifier.VerifyAsync(
            book is null ? null : Guid.Parse(book),
            (check, found) => Console.WriteLine($"{(found == 0 ? "ok    " : "WRONG ")} {check}"),
            CancellationToken.None
        );
        if (book is null)
        {
            await RecordAsync(app.Services.GetRequiredService<Verifications>(), clock.GetElapsedTime(began), differences.Count);
        }
        foreach (var difference in differences)
        {
            Console.WriteLine($"{difference.Check}: book {difference.BookId}: {difference.Detail}");
        }
        Console.WriteLine(
            differences.Count == 0 ? "the books are exact" : $"{differences.Count} differences, at most {LedgerChecks.First} of each kind"
        );
        return differences.Count == 0 ? 0 : 1;
    }

    // A standby takes no row; what was found is true all the same.
    private static async Task RecordAsync(Verifications verifications, TimeSpan took, int differences)
    {
        try
        {
            await verifications.RecordAsync(took, differences, CancellationToken.None);
        }
        catch (PostgresException e)
        {
            await Console.Error.WriteLineAsync($"The verification is not recorded: {e.MessageText}");
        }
    }
}
