using Rupaya.Infrastructure.Platform;

namespace Rupaya.Unit.Infrastructure;

public sealed class StatementSummaryTests
{
    [Theory]
    [InlineData("select 1 from users u join sessions s on s.user_id = u.user_id where u.email = 'x'", "select users, select sessions")]
    [InlineData("update books set seq = seq + $1 where book_id = $2 returning seq", "update books")]
    [InlineData("INSERT INTO \"Accounts\" (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET name = $1", "insert accounts")]
    [InlineData("delete from outbox where id = any($1)", "delete outbox")]
    [InlineData("select a.x from accounts a where a.x is distinct from b for update skip locked", "select accounts")]
    [InlineData("select extract(epoch from now() - c.at) from changes c for no key update", "select changes")]
    [InlineData("with h as materialized (select 1 from books) select * from h, unnest($1) as x(y)", "select books")]
    [InlineData(
        "insert into entries (seq) values ($1);\ninsert\n into entries values ($2); insert into changes values ($1)",
        "insert entries, insert changes"
    )]
    [InlineData("select purge_audit($1)", "select purge_audit")]
    [InlineData("commit", "commit")]
    public void A_statement_is_named_by_what_it_does_to_which_tables(string text, string summary) =>
        StatementSummary.Of(text).ShouldBe(summary);

    [Fact]
    public void A_long_one_is_cut() =>
        StatementSummary.Of(string.Concat(Enumerable.Range(0, 100).Select(i => $"delete from t{i};"))).Length.ShouldBe(200);
}
