using Npgsql;
using Rupaya.Domain.Goals;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>The statements on <c>goals</c>, their accounts and contributions.</summary>
public static class GoalSql
{
    /// <summary>Goals <c>g</c> of the book <c>$1</c>.</summary>
    public const string Select = """
        select g.book_id, g.goal_id, g.name, g.target_amount, g.target_date, g.version, g.created_at, g.updated_at,
               array(select a.account_id from goal_accounts a where a.book_id = $1 and a.goal_id = g.goal_id order by a.account_id) from goals g
        """;

    /// <summary>The goal of that id in a book whose head is held, or 404.</summary>
    public static async Task<Result<Goal>> FindAsync(LockedBook book, Guid goalId, CancellationToken cancellation)
    {
        var command = Command(
            $"{Select} where g.book_id = $1 and g.goal_id = $2 and g.deleted_seq is null",
            Parameter(book.BookId),
            Parameter(goalId)
        );
        return await book.ReadAsync(command, Read, cancellation) is [var found] ? found : Error.NotFound("Goal");
    }

    /// <summary>What contributions to the goal come to, in the book's currency.</summary>
    public static async Task<decimal> ContributedAsync(LockedBook book, Guid goalId, CancellationToken cancellation)
    {
        const string Text = "select coalesce(sum(amount), 0) from goal_contributions where book_id = $1 and goal_id = $2";
        return (decimal)(await book.ScalarAsync(Command(Text, Parameter(book.BookId), Parameter(goalId)), cancellation))!;
    }

    /// <summary>Writes a new one.</summary>
    public static NpgsqlBatchCommand Insert(Goal g) =>
        Command(
            "insert into goals (book_id, goal_id, name, target_amount, target_date, version, created_at, updated_at) values ($1,$2,$3,$4,$5,$6,$7,$8)",
            Parameter(g.BookId),
            Parameter(g.GoalId),
            Parameter(g.Name),
            Parameter(g.TargetAmount),
            Parameter(g.TargetDate),
            Parameter(g.Version),
            Parameter(g.CreatedAt),
            Parameter(g.UpdatedAt)
        );

    /// <summary>Writes a goal as it is now.</summary>
    public static NpgsqlBatchCommand Update(Goal g) =>
        Command(
            "update goals set name = $3, target_amount = $4, target_date = $5, version = $6, updated_at = $7, deleted_seq = $8 "
                + "where book_id = $1 and goal_id = $2",
            Parameter(g.BookId),
            Parameter(g.GoalId),
            Parameter(g.Name),
            Parameter(g.TargetAmount),
            Parameter(g.TargetDate),
            Parameter(g.Version),
            Parameter(g.UpdatedAt),
            Parameter(g.DeletedSeq)
        );

    /// <summary>The goal's accounts become these.</summary>
    public static NpgsqlBatchCommand[] Link(Goal g) =>
        [
            Command("delete from goal_accounts where book_id = $1 and goal_id = $2", Parameter(g.BookId), Parameter(g.GoalId)),
            Command(
                "insert into goal_accounts (book_id, goal_id, account_id) select $1, $2, unnest($3)",
                Parameter(g.BookId),
                Parameter(g.GoalId),
                Parameter([.. g.AccountIds])
            ),
        ];

    /// <summary>Writes a new one.</summary>
    public static NpgsqlBatchCommand Insert(GoalContribution c) =>
        Command(
            "insert into goal_contributions (book_id, contribution_id, goal_id, amount, date, note, created_at) values ($1,$2,$3,$4,$5,$6,$7)",
            Parameter(c.BookId),
            Parameter(c.ContributionId),
            Parameter(c.GoalId),
            Parameter(c.Amount),
            Parameter(c.Date),
            Parameter(c.Note),
            Parameter(c.CreatedAt)
        );

    /// <summary>The goal that starts at the first column.</summary>
    public static Goal Read(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            GoalId = r.GetGuid(1),
            Name = r.GetString(2),
            TargetAmount = r.GetDecimal(3),
            TargetDate = r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4),
            Version = r.GetInt64(5),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(6),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(7),
            AccountIds = r.GetFieldValue<Guid[]>(8),
        };
}
