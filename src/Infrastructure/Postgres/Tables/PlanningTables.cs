using Microsoft.EntityFrameworkCore;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Goals;
using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>Budgets, goals, schedules, alerts and notifications.</summary>
internal sealed class PlanningTables : ITables
{
    public void AddTo(TableModel tables)
    {
        tables.Add<Budget>("budgets", e => e.HasKey(x => new { x.BookId, x.BudgetId }));
        tables.Add<Goal>(
            "goals",
            e =>
            {
                e.HasKey(x => new { x.BookId, x.GoalId });
                e.Ignore(x => x.AccountIds);
            }
        );
        tables.Add<GoalAccount>(
            "goal_accounts",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.GoalId,
                    x.AccountId,
                })
        );
        tables.Add<GoalContribution>("goal_contributions", e => e.HasKey(x => new { x.BookId, x.ContributionId }));
        tables.Add<RecurringSchedule>(
            "recurring",
            e =>
            {
                e.HasKey(x => new { x.BookId, x.RecurringId });
                e.Property(x => x.Splits).IsJson();
            }
        );
        tables.Add<RecurringOccurrence>(
            "recurring_occurrences",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.RecurringId,
                    x.Occurrence,
                })
        );
        tables.Add<Notification>(
            "notifications",
            e =>
            {
                e.HasKey(x => new { x.BookId, x.NotificationId });
                e.Property(x => x.Data).HasColumnType("jsonb");
            }
        );
        tables.Add<RaisedAlert>(
            "alerts",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.Rule,
                    x.Period,
                    x.SubjectId,
                })
        );
    }
}
