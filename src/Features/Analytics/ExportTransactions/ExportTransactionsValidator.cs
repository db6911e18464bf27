namespace Rupaya.Features.Analytics.ExportTransactions;

internal sealed class ExportTransactionsValidator : RangeQueryValidator<ExportTransactionsRequest>
{
    public ExportTransactionsValidator() => RuleFor(r => r.Format).OneOf("csv", "json");
}
