using Rupaya.Infrastructure.Ledger.Projections;

namespace Rupaya.Host.Commands;

/// <summary>Computes projections anew: <c>rebuild-projections [--book ID]</c>. Reads and writes go on meanwhile and stay exact. Tells how many rows were wrong.</summary>
internal static class RebuildCommand
{
    public static async Task<int> RunAsync(string? book, string[] settings)
    {
        if (book is not null && !Guid.TryParse(book, out _))
        {
            throw new InvalidOperationException($"{book} is no book's id.");
        }
        await using var app = CommandHost.Build(settings);
        var failed = 0;
        var books = await app
            .Services.GetRequiredService<ProjectionRebuild>()
            .RunAsync(
                book is null ? null : Guid.Parse(book),
                (id, wrong, problem) =>
                {
                    Console.WriteLine(problem is null ? $"rebuilt {id}, {wrong} rows were wrong" : $"NOT rebuilt {id}: {problem}");
                    failed += problem is null ? 0 : 1;
                },
                CancellationToken.None
            );
        Console.WriteLine($"{books - failed} books rebuilt, {failed} not");
        return failed > 0 || (books == 0 && book is not null) ? 1 : 0;
    }
}
