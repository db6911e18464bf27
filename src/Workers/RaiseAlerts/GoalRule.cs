using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Money;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.RaiseAlerts;

/// <summary>
/// A goal is reached, once, whatever becomes of the money later. While a linked balance has no rate nobody knows: it could be a debt.
/// </summary>
internal sealed class GoalRule(NpgsqlDataSource database, BookHeads heads, GoalStates goals) : IAlertRule
{
    [AcrossBooks("The books of a batch of messages: which of them have a goal to be reached. Each is then looked at by itself.")]
    private const string WithOpenGoals = """
        select distinct g.book_id from goals g
         where g.book_id = any($1) and g.deleted_seq is null
           and not exists (select 1 from alerts a where a.book_id = g.book_id and a.rule = $2 and a.period = '' and a.subject_id = g.goal_id)
        """;

    public async Task<IReadOnlyList<Alert>> FindAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        var alerts = new List<Alert>();
        foreach (var bookId in await BooksAsync(messages, cancellation))
        {
            if (await heads.ReadForEffectAsync(bookId, cancellation) is { } head)
            {
                var states = await goals.ReadAsync(head, goalId: null, cancellation);
                alerts.AddRange(states.Where(s => s.Progress.Reached && s.Missing.Count == 0).Select(s => Alert(head, s)));
            }
        }
        return alerts;
    }

    private async Task<List<Guid>> BooksAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        Guid[] books = [.. messages.Select(m => m.BookId).Distinct()];
        var command = Command(WithOpenGoals, Parameter(books), Parameter(WebhookEvents.GoalReached));
        return await connection.ReadAsync(command, r => r.GetGuid(0), cancellation);
    }

    private static Alert Alert(BookHead head, GoalState state)
    {
        var currency = Currency.Of(head.Currency);
        var data = new
        {
            state.Goal.GoalId,
            state.Goal.Name,
            state.Goal.TargetAmount,
            state.Saved,
            head.Currency,
        };
        return new Alert(
            head.BookId,
            WebhookEvents.GoalReached,
            WebhookEvents.GoalReached,
            SupersededBy: "",
            Period: "",
            state.Goal.GoalId,
            $"Goal reached: {state.Goal.Name}",
            $"{currency.Format(state.Saved)} of {currency.Format(state.Goal.TargetAmount)} saved.",
            JsonSerializer.Serialize(data, Json.Options),
            head.Seq
        );
    }
}
