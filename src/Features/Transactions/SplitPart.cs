using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;

namespace Rupaya.Features.Transactions;

/// <summary>A part of a split transaction.</summary>
/// <param name="CategoryId">Null for Uncategorised.</param>
/// <param name="Amount">Positive, in the transaction's currency.</param>
internal sealed record SplitPart(Guid? CategoryId, decimal? Amount, string? Description)
{
    /// <summary>The parts of a valid body; none for null.</summary>
    public static IReadOnlyList<Split> Of(SplitPart[]? parts) =>
        [.. (parts ?? []).Select(p => new Split(p.CategoryId, p.Amount!.Value, p.Description))];
}

/// <summary>Rules that creations and edits share.</summary>
internal static class SplitFields
{
    public static IRuleBuilderOptions<T, SplitPart[]?> Splits<T>(this IRuleBuilder<T, SplitPart[]?> rule) =>
        rule.Must(parts => parts is null || parts.Length <= SplitRules.MaxParts)
            .WithMessage($"Must have at most {SplitRules.MaxParts} parts.")
            .Must(parts => parts is null || parts.All(p => p?.Amount is > 0 and <= AmountLimits.Max))
            .WithMessage("Each part has an amount above 0.")
            .Must(parts => parts is null || parts.All(p => TextLength.Fits(p?.Description, 500) && Rules.IsStorable(p?.Description ?? "")))
            .WithMessage("A part's description has at most 500 characters.");
}
