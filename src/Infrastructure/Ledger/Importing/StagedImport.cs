using Rupaya.Domain.Imports;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>What an import needs to know of its book before it gives verdicts.</summary>
/// <param name="Seq">The head at the time; a category that changes later makes the verdicts void.</param>
/// <param name="Currency">ISO 4217: the account's.</param>
/// <param name="Categories">The book's categories.</param>
public sealed record ImportBasis(long Seq, string Currency, IReadOnlyList<NamedCategory> Categories);

/// <summary>An import whose rows are staged with their verdicts.</summary>
/// <param name="BookId">The book.</param>
/// <param name="ImportId">The import.</param>
/// <param name="AccountId">Where the rows go.</param>
/// <param name="ActorId">Who uploaded it.</param>
/// <param name="Basis">What the verdicts rest on.</param>
/// <param name="NewCategories">Categories that come with it.</param>
/// <param name="Rows">How many rows will become transactions.</param>
public sealed record StagedImport(
    Guid BookId,
    Guid ImportId,
    Guid AccountId,
    Guid ActorId,
    ImportBasis Basis,
    IReadOnlyList<NamedCategory> NewCategories,
    int Rows
);
