namespace Rupaya.Features.Transactions.BulkCreate;

internal sealed class BulkCreateValidator : Validator<BulkCreateRequest>
{
    private const int MaxItems = 1000;

    public BulkCreateValidator() =>
        RuleFor(r => r.Items).Must(i => i is { Count: > 0 and <= MaxItems }).WithMessage($"Must be 1 to {MaxItems} items.");
}
