namespace Rupaya.Features.Recurring.ListOccurrences;

internal sealed class ListOccurrencesValidator : RangeQueryValidator<ListOccurrencesRequest>;
