using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Imports;

/// <summary>An import as clients see it.</summary>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Progress">0 to 100.</param>
/// <param name="Problems">The first 200 rejected rows by line; line 0 is about the file as a whole.</param>
/// <param name="Note">What is worth knowing about how the file was read, or null.</param>
internal sealed record ImportView(
    Guid ImportId,
    Guid? AccountId,
    string FileName,
    string Status,
    int Progress,
    ImportCounts Counts,
    IReadOnlyList<ImportProblem> Problems,
    string? Note,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt
)
{
    public static ImportView From(Import i, IReadOnlyList<ImportProblem> problems) =>
        new(
            i.ImportId,
            i.AccountId,
            i.FileName,
            i.Status,
            i.Progress,
            new ImportCounts(i.Rows, i.Imported, i.Duplicates, i.Rejected),
            problems,
            i.Note,
            i.CreatedAt,
            i.FinishedAt
        );
}

/// <summary>Rows of the file, and what became of them.</summary>
internal sealed record ImportCounts(int Rows, int Imported, int Duplicates, int Rejected);

/// <summary>Why a row was not imported.</summary>
internal sealed record ImportProblem(int Line, string? Field, string? Code, string? Message);
