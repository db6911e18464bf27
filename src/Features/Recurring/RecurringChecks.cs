using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Features.Transactions;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Recurring;

/// <summary>Turns a body into a schedule, and tells whether its accounts, category and amounts fit: as for a transaction made by hand.</summary>
internal static class RecurringChecks
{
    private static readonly Error Archived = Problems.AccountArchived.Error;

    public static BookReads Reads(RecurringTemplate template) =>
        BookReads.Of(
            [template.AccountId, template.FromAccountId, template.ToAccountId],
            CategoriesOf(template.CategoryId, template.Splits),
            []
        );

    /// <summary>The categories that a template posts into.</summary>
    private static IEnumerable<Guid?> CategoriesOf(Guid? category, SplitPart[]? splits) =>
        [category, .. (splits ?? []).Select(s => s.CategoryId)];

    /// <summary>The schedule with what a body says; where it goes on is not decided here.</summary>
    public static RecurringSchedule Apply(RecurringBody body, RecurringSchedule recurring)
    {
        var template = body.Template!;
        return recurring with
        {
            Type = template.IsTransfer() ? "transfer" : template.Type!,
            AccountId = template.FromAccountId ?? template.AccountId!.Value,
            ToAccountId = template.ToAccountId,
            CategoryId = template.CategoryId,
            Amount = template.Amount!.Value,
            ToAmount = template.ToAmount,
            Description = template.Description,
            Merchant = template.Merchant,
            Tags = template.Tags ?? [],
            Splits = [.. (template.Splits ?? []).Select(s => new Split(s.CategoryId, s.Amount!.Value, s.Description))],
            MaxCount = body.Count,
            PausedFrom = body.PausedFrom,
            PausedUntil = body.PausedUntil,
            Frequency = body.Frequency!,
            Interval = body.Interval ?? 1,
            StartDate = body.StartDate!.Value,
            EndDate = body.EndDate,
            Nth = body.Nth,
            WeekendRule = body.WeekendRule ?? "none",
        };
    }

    /// <summary>404 for an unknown account or category, 409 <c>account_archived</c>, 400 for what does not fit; null when it can be kept.</summary>
    /// <param name="r">As it is to be stored.</param>
    /// <param name="currency">What the body says the first account is in; null when it does not say.</param>
    /// <param name="book">With the accounts and the category.</param>
    public static Error? Check(RecurringSchedule r, string? currency, LockedBook book)
    {
        var (from, to) = (book.Account(r.AccountId), r.ToAccountId is { } id ? book.Account(id) : book.Account(r.AccountId));
        if ((from.Error ?? to.Error ?? Categories(r, book)) is { } missing)
        {
            return missing;
        }
        if (from.Value.IsArchived || to.Value.IsArchived)
        {
            return Archived;
        }
        if (currency is not null && currency != from.Value.Currency)
        {
            return Problems.CurrencyMismatch.Because($"The account is in {from.Value.Currency}.", "currency");
        }
        return (r.ToAccountId is null ? null : Transfer(r, from.Value, to.Value))
            ?? Currency.Of(from.Value.Currency).Check(r.Amount)
            ?? SplitRules.Check([.. r.Splits.Select(s => s.Amount)], r.Amount, Currency.Of(from.Value.Currency))
            ?? (r.ToAmount is { } arrives ? Currency.Of(to.Value.Currency).Check(arrives, "toAmount") : null);
    }

    private static Error? Categories(RecurringSchedule r, LockedBook book)
    {
        foreach (var category in r.Splits.Select(s => s.CategoryId).Append(r.CategoryId).Select(book.Category))
        {
            if (category.Error is { } missing)
            {
                return missing;
            }
            if (category.Value is { } named && named.Kind != r.Type)
            {
                return Problems.CategoryKind.About("categoryId");
            }
        }
        return null;
    }

    private static Error? Transfer(RecurringSchedule r, Account from, Account to)
    {
        if (from.AccountId == to.AccountId)
        {
            return Problems.SameAccount.About("toAccountId");
        }
        if (from.Currency != to.Currency)
        {
            return r.ToAmount is null ? Error.Field("toAmount", $"Is required: {from.Currency} leaves and {to.Currency} arrives.") : null;
        }
        return r.ToAmount is not null && r.ToAmount != r.Amount
            ? Error.Field("toAmount", "Within one currency what leaves is what arrives.")
            : null;
    }
}
