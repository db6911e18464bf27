using Rupaya.Domain.Ledger;
using Rupaya.Domain.Recurring;

namespace Rupaya.Unit.Domain.Recurring;

public sealed class ScheduleRulesTests
{
    private static readonly Dictionary<DateOnly, RecurringOccurrence> Unchanged = [];
    private readonly SampleBook _book = new();

    [Fact]
    public void A_schedule_keeps_the_rules_of_what_is_made_by_hand()
    {
        var (book, schedule) = (_book.Facts, Monthly());
        ScheduleRules.Check(schedule, "INR", book).ShouldBeNull();
        ScheduleRules.Check(schedule, "EUR", book)!.Code.ShouldBe("currency_mismatch");
        ScheduleRules.Check(schedule with { AccountId = SampleBook.Id(99) }, null, book)!.Code.ShouldBe("not_found");
        ScheduleRules.Check(schedule with { AccountId = _book.Old.AccountId }, null, book)!.Code.ShouldBe("account_archived");
        ScheduleRules.Check(schedule with { CategoryId = _book.Salary }, null, book)!.Code.ShouldBe("category_kind");
        ScheduleRules.Check(schedule with { Amount = 0.001m }, null, book)!.Code.ShouldBe("currency_precision");
        ScheduleRules.Check(schedule with { Splits = [new(_book.Food, 1, null)] }, null, book)!.Code.ShouldBe("splits_do_not_sum");
        ScheduleRules.Check(Transfer(_book.Cash), null, book)!.Code.ShouldBe("same_account");
        ScheduleRules.Check(Transfer(_book.Euro), null, book)!.Fields!.Keys.ShouldBe(["toAmount"]);
        ScheduleRules.Check(Transfer(_book.Bank), null, book).ShouldBeNull();
    }

    [Fact]
    public void It_fires_and_has_at_most_a_thousand_days_to_make_up_for()
    {
        ScheduleRules.CheckDays(Monthly() with { EndDate = new(2026, 10, 30) }, SampleBook.Today)!.Fields!.Keys.ShouldBe(["endDate"]);
        var daily = Monthly() with { Frequency = "daily", StartDate = SampleBook.Today.AddDays(-1000) };
        ScheduleRules.CheckDays(daily, SampleBook.Today)!.Fields!.Keys.ShouldBe(["startDate"]);
        ScheduleRules.CheckDays(daily with { StartDate = SampleBook.Today.AddDays(-999) }, SampleBook.Today).ShouldBeNull();
    }

    [Fact]
    public void A_day_posts_once_to_the_account_or_fails_with_a_reason()
    {
        var day = ScheduledDay.From(Monthly(), 0, Unchanged).First();
        var posted = OccurrencePosting.Decide(day, _book.Facts);
        var row = posted.Changes.ShouldHaveSingleItem().After!;
        (row.Flow, row.Direction, row.Amount, row.CategoryId, row.Date).ShouldBe((Flow.Expense, Direction.Out, 500, _book.Rent, day.Date));
        (posted.HasFailed, posted.Occurrence.TransactionId).ShouldBe((false, row.TransactionId));
        var closed = OccurrencePosting.Decide(day with { Schedule = Monthly() with { AccountId = _book.Old.AccountId } }, _book.Facts);
        (closed.HasFailed, closed.Occurrence.Reason, closed.Changes.Count).ShouldBe((true, "account_archived", 0));
    }

    [Fact]
    public void An_edited_amount_keeps_the_rate_and_the_proportion_of_the_parts()
    {
        var transfer = Transfer(_book.Euro) with { ToAmount = 5 };
        var legs = OccurrencePosting.Decide(Edited(transfer, 250), _book.Facts).Changes;
        legs.Select(l => (l.After!.Amount, l.After.Currency)).ShouldBe([(250, "INR"), (2.5m, "EUR")]);
        var parted = Monthly() with { CategoryId = null, Splits = [new(_book.Food, 100, null), new(_book.Rent, 400, null)] };
        OccurrencePosting.Decide(Edited(parted, 250), _book.Facts).Changes[0].After!.Splits.Select(s => s.Amount).ShouldBe([50, 200]);
        ScheduleRules.CheckDay(Edited(parted, 0.01m), _book.Facts)!.Fields!.Keys.ShouldBe(["amount"]);
        OccurrencePosting.Decide(Edited(parted, 0.01m), _book.Facts).Occurrence.Reason.ShouldBe("amount_out_of_range");
        ScheduleRules.CheckDay(Edited(transfer with { ToAmount = 0.01m }, 1), _book.Facts)!.Fields!.Keys.ShouldBe(["amount"]);
    }

    [Fact]
    public void An_occurrence_is_changed_only_while_it_is_to_come_and_in_order()
    {
        var schedule = Monthly() with { NextIndex = 1 };
        UpcomingOccurrence.Find(schedule, Unchanged, new(2026, 11, 2)).Error!.Code.ShouldBe("not_found");
        UpcomingOccurrence.Find(schedule, Unchanged, new(2026, 10, 31)).Error!.Code.ShouldBe("occurrence_posted");
        var found = UpcomingOccurrence.Find(schedule, Unchanged, new(2026, 11, 30)).Value;
        (found.Earliest, found.Latest).ShouldBe((new DateOnly(2026, 10, 31), new DateOnly(2026, 12, 31)));
        found.CheckDate(new(2027, 1, 1))!.Fields!.Keys.ShouldBe(["date"]);
        found.CheckDate(new(2026, 12, 31)).ShouldBeNull();
    }

    [Fact]
    public void Changed_days_go_on_after_the_last_that_is_over()
    {
        var before = Monthly() with { NextIndex = 2 };
        var weekly = before with { Frequency = "weekly" };
        var (next, forgotten) = ChangedSchedule.From(before, weekly, Skipped(new(2026, 12, 31)), new(2026, 11, 30));
        (next.NextDate, next.NextIndex).ShouldBe((new DateOnly(2026, 12, 5), 5));
        forgotten.ShouldBe([new DateOnly(2026, 12, 31)]);
        var kept = ChangedSchedule.From(before, before with { Amount = 1 }, Skipped(new(2026, 12, 31)), new(2026, 11, 30));
        (kept.Next.NextIndex, kept.Forgotten.Count).ShouldBe((2, 0));
    }

    private static Dictionary<DateOnly, RecurringOccurrence> Skipped(DateOnly day) =>
        new() { [day] = Change(day) with { Status = "skipped" } };

    private static ScheduledDay Edited(RecurringSchedule schedule, decimal amount)
    {
        var day = schedule.StartDate;
        return ScheduledDay
            .From(schedule, 0, new Dictionary<DateOnly, RecurringOccurrence> { [day] = Change(day) with { Amount = amount } })
            .First();
    }

    private static RecurringOccurrence Change(DateOnly day) =>
        new()
        {
            BookId = SampleBook.Id(100),
            RecurringId = SampleBook.Id(50),
            Occurrence = day,
            Status = "edited",
        };

    private RecurringSchedule Transfer(Account to) =>
        Monthly() with
        {
            Type = Flow.Transfer,
            CategoryId = null,
            ToAccountId = to.AccountId,
        };

    private RecurringSchedule Monthly() =>
        new()
        {
            BookId = SampleBook.Id(100),
            RecurringId = SampleBook.Id(50),
            Type = Flow.Expense,
            AccountId = _book.Cash.AccountId,
            ToAccountId = null,
            CategoryId = _book.Rent,
            Amount = 500,
            ToAmount = null,
            Description = "Rent",
            Merchant = null,
            Tags = [],
            Frequency = "monthly",
            Interval = 1,
            StartDate = new(2026, 10, 31),
            EndDate = null,
            Nth = null,
            WeekendRule = "none",
            NextIndex = 0,
            NextDate = null,
            CreatedBy = SampleBook.Id(101),
            Version = 1,
            CreatedAt = _book.Facts.At,
            UpdatedAt = _book.Facts.At,
        };
}
