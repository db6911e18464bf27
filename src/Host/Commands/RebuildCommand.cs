using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Host.Commands;

/// <summary>Computes projections anew: <c>rebuild-projections [--book ID]</c>. Reads and writes go on meanwhile and stay exact.</summary>
internal static class RebuildCommand
{
    public static async Task<int> RunAsync(string? book, string[] settings)
    {
        if (book is not null && !Guid.TryParse(book, out _))
        {
            throw new InvalidOperationException($"{book} is no book's id.");
        }
        await using var app = CommandHost.Build(settings);
        var rebuilt = await app
            .Services.GetRequiredService<ProjectionRebuild>()
            .RunAsync(book is null ? null : Guid.Parse(book), id => Console.WriteLine($"rebuilt {id}"), CancellationToken.None);
        Console.WriteLine($"{rebuilt} books rebuilt");
        return rebuilt == 0 && book is not null ? 1 : 0;
    }
}
