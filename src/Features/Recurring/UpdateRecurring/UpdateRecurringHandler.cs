using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Money;
using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Features.Recurring.UpdateRecurring;

internal sealed class UpdateRecurringHandler(BookDoor door)
{
    private static readonly ScheduleTermsValidator Validator = new();

    public Task<Result<Reply<RecurringView>>> HandleAsync(
        Guid recurringId,
        UpdateRecurringRequest request,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<RecurringView>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var before = await RecurringSql.FindAsync(book, recurringId, c);
                if ((before.Error ?? ifMatch.Check(before.Value.Version)) is { } refused)
                {
                    return refused;
                }
                var body = await BodyAsync(request, before.Value, book, c);
                if (RequestValidation.Check(Validator, body) is { } invalid)
                {
                    return invalid;
                }
                var after = ScheduleFactory.Apply(body, before.Value) with { Version = commit.NextSeq, UpdatedAt = book.At };
                await book.LoadAccountsAsync(after.Accounts(), c);
                foreach (var category in after.Categories())
                {
                    await CategorySql.LoadAsync(book, category, c);
                }
                var (next, forgotten) = ChangedSchedule.From(
                    before.Value,
                    after,
                    await RecurringSql.ChangedAsync(book, recurringId, c),
                    await RecurringSql.LastPostedAsync(book, recurringId, c)
                );
                if ((ScheduleRules.Check(next, body.Template!.Currency, book) ?? ScheduleRules.CheckDays(next, book.Today)) is { } wrong)
                {
                    return wrong;
                }
                Record(before.Value, next, forgotten, book, commit);
                return Reply.Ok<RecurringView>(RecurringView.From(next), RecurringView.ETag(next));
            },
            cancellation
        );

    private static async Task<ScheduleTerms> BodyAsync(
        UpdateRecurringRequest request,
        RecurringSchedule before,
        LockedBook book,
        CancellationToken cancellation
    )
    {
        var body = request.Over(before);
        if (request.Template.Value is not { } change || body.Template?.AccountId is not { } accountId)
        {
            return body;
        }
        await book.LoadAccountsAsync([accountId], cancellation);
        var scaled = book.Accounts.TryGetValue(accountId, out var account)
            ? change.ScaledSplits(TemplateView.From(before), Currency.Of(account.Currency))
            : null;
        return scaled is null ? body : body with { Template = body.Template with { Splits = scaled } };
    }

    private static void Record(
        RecurringSchedule before,
        RecurringSchedule after,
        IReadOnlyList<DateOnly> forgotten,
        LockedBook book,
        BookCommit commit
    )
    {
        commit.Record("recurring", after.RecurringId, before, deleted: false, RecurringSql.Update(after));
        if (forgotten.Count > 0)
        {
            commit.Also(RecurringSql.Forget(after, forgotten));
        }
        if (after.NextDate <= book.Today)
        {
            commit.Also(OutboxSql.Insert(new RecurringDue(book.BookId, after.RecurringId, book.At), book.At));
        }
    }
}
