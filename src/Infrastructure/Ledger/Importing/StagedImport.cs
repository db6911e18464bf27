using Rupaya.Domain.Imports;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>What an import needs to know of its book before it gives verdicts.</summary>
/// <param name="Seq">The head at the time; a category that changes later makes the verdicts void.</param>
internal sealed record ImportBasis(long Seq, string Currency, IReadOnlyList<NamedCategory> Categories);

/// <summary>An import whose rows are staged with their verdicts.</summary>
/// <param name="Rows">How many rows will become transactions.</param>
internal sealed record StagedImport(
    Guid BookId,
    Guid ImportId,
    Guid AccountId,
    Guid ActorId,
    ImportBasis Basis,
    IReadOnlyList<NamedCategory> NewCategories,
    int Rows
);
