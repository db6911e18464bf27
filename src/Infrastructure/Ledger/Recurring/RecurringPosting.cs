using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Recurring;

/// <summary>
/// Posts what a schedule has due. The schedule is read again under the book's head, and the day that was posted moves it on in the same commit: each
/// day is posted once, however often and wherever this runs. It records what happens: no overdraft limit.
/// </summary>
internal sealed class RecurringPosting(BookDoor door)
{
    // A schedule that has much to make up for lets other writers in between.
    private const int Chunk = 100;
    private const string Failed = "failed";

    /// <summary>Posts everything that is due today in the book's zone.</summary>
    public async Task PostAsync(Guid bookId, Guid recurringId, CancellationToken cancellation)
    {
        var more = true;
        while (more)
        {
            more = false;
            await door.PostAsync(bookId, async (book, commit, c) => more = await PostAsync(recurringId, book, commit, c), cancellation);
        }
    }

    /// <summary>True when there is more to post.</summary>
    private static async Task<bool> PostAsync(Guid recurringId, LockedBook book, BookCommit commit, CancellationToken cancellation)
    {
        var found = await RecurringSql.FindAsync(book, recurringId, cancellation);
        if (!found.IsSuccess || found.Value.NextDate is null || found.Value.NextDate > book.Today)
        {
            return false;
        }
        var schedule = found.Value;
        book.ActorId = schedule.CreatedBy;
        await book.LoadAccountsAsync(ScheduledDay.AccountsOf(schedule), cancellation);
        var changed = await RecurringSql.ChangedAsync(book, recurringId, cancellation);
        var (index, hasFailed) = (schedule.NextIndex, false);
        foreach (var turn in ScheduledDay.From(schedule, index, changed).TakeWhile(t => t.Date <= book.Today).Take(Chunk))
        {
            if (!turn.IsSkipped)
            {
                var occurrence = Post(turn, book, commit);
                commit.Also(RecurringSql.Write(occurrence));
                hasFailed |= occurrence.Status == Failed;
            }
            index = turn.Index + 1;
        }
        var next = ScheduledDay.Next(schedule, index, changed);
        GoOn(schedule, next, hasFailed, book, commit);
        return next.NextDate <= book.Today;
    }

    /// <summary>What fails posts nothing, and is a change of the schedule: a forecast that counted on it is no longer valid.</summary>
    private static void GoOn(RecurringSchedule before, RecurringSchedule next, bool hasFailed, LockedBook book, BookCommit commit)
    {
        if (!hasFailed)
        {
            commit.Also(RecurringSql.Advance(next));
            return;
        }
        var failed = next with { Version = commit.NextSeq, UpdatedAt = book.At };
        commit.Record("recurring", failed.RecurringId, before, deleted: false, RecurringSql.Update(failed));
    }

    private static RecurringOccurrence Post(ScheduledDay turn, LockedBook book, BookCommit commit)
    {
        var of = turn.Of;
        var occurrence = new RecurringOccurrence
        {
            BookId = book.BookId,
            RecurringId = of.RecurringId,
            Occurrence = turn.Day,
            Status = "posted",
            Date = turn.Date,
            Amount = turn.Amount,
            Description = turn.Description,
        };
        var from = book.Accounts.GetValueOrDefault(of.AccountId);
        var to = of.ToAccountId is { } id ? book.Accounts.GetValueOrDefault(id) : from;
        if (from is null || to is null || from.IsArchived || to.IsArchived)
        {
            return occurrence with { Status = Failed, Reason = "account_archived" };
        }
        if (of.ToAccountId is null)
        {
            if (turn.Splits(Domain.Money.Currency.Of(from.Currency)).Any(s => s.Amount <= 0))
            {
                return occurrence with { Status = Failed, Reason = "amount_out_of_range" };
            }
            var single = Single(turn, from, book, commit.NextSeq);
            commit.Record(null, single);
            return occurrence with { TransactionId = single.TransactionId };
        }
        var arrives = turn.ToAmount(Domain.Money.Currency.Of(to.Currency));
        if (!ScheduledDay.IsAmount(arrives))
        {
            return occurrence with { Status = Failed, Reason = "amount_out_of_range" };
        }
        var legs = new TransferLegs(turn.Date, turn.PostedDescription, of.Merchant, of.Tags, "cleared");
        var (outgoing, _) = legs.Record(from, to, turn.Amount, arrives, book, commit);
        return occurrence with { TransactionId = outgoing.TransactionId };
    }

    private static Transaction Single(ScheduledDay turn, Account account, LockedBook book, long version)
    {
        var splits = turn.Splits(Domain.Money.Currency.Of(account.Currency));
        return new()
        {
            BookId = book.BookId,
            TransactionId = Guid.CreateVersion7(book.At),
            AccountId = account.AccountId,
            CategoryId = splits.Count == 0 ? turn.Of.CategoryId : null,
            Flow = turn.Of.Type,
            Direction = turn.Of.Type == "income" ? "in" : "out",
            Amount = turn.Amount,
            Currency = account.Currency,
            Date = turn.Date,
            Description = turn.PostedDescription,
            Merchant = turn.Of.Merchant,
            Tags = turn.Of.Tags,
            Status = "cleared",
            Splits = splits,
            Version = version,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
    }
}
