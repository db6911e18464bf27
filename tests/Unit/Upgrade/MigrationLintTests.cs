using Rupaya.Infrastructure.Postgres;
using Rupaya.Upgrade.Migrations;

namespace Rupaya.Unit.Upgrade;

/// <summary>What migrations may not do to the release before, planted one by one; and that those which are there do not.</summary>
public sealed class MigrationLintTests
{
    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal);

    private static readonly HashSet<string> Released = new(StringComparer.Ordinal) { "20260101_First" };

    private static readonly MigrationScript First = new(
        "20260101_First",
        "create table accounts (id int, name text); create function total() returns int language sql as 'select 1';"
    );

    private static string[] Rules(string sql) =>
        [.. new MigrationLint(Nothing).Find([First, new MigrationScript("20260201_Next", sql)], Released).Select(f => f.Rule)];

    [Theory]
    [InlineData("drop", "alter table accounts drop column name")]
    [InlineData("drop", "ALTER TABLE accounts\n    ADD COLUMN a int,\n    DROP COLUMN name;")]
    [InlineData("drop", "alter table accounts drop name")]
    [InlineData("drop", "alter table accounts alter column name drop default")]
    [InlineData("drop", "drop table accounts")]
    [InlineData("drop", "drop function total()")]
    [InlineData("drop", "drop index accounts_name")]
    [InlineData("drop", "truncate accounts")]
    [InlineData("drop", "do $$ begin drop table accounts; end $$")]
    [InlineData("rename", "alter table accounts rename to ledgers")]
    [InlineData("rename", "alter table accounts rename column name to title")]
    [InlineData("rename", "alter function total() rename to sum_up")]
    [InlineData("type", "alter table accounts alter column name type varchar(3)")]
    [InlineData("type", "alter table accounts alter name set data type varchar(3)")]
    [InlineData("not-null", "alter table accounts alter column name set not null")]
    [InlineData("required-column", "alter table accounts add column kind text not null")]
    [InlineData("required-column", "alter table accounts add column a int, add column kind text not null")]
    [InlineData("check", "alter table accounts add constraint named check (name <> '')")]
    [InlineData("check", "alter table accounts add check (name <> '') not valid")]
    [InlineData("check", "alter table accounts add foreign key (id) references others")]
    [InlineData("check", "alter table accounts alter column name drop not null")]
    [InlineData("check", "alter table accounts drop constraint named, add constraint named check (name <> '')")]
    [InlineData("unique", "create unique index accounts_name on accounts (name)")]
    [InlineData("unique", "-- rupaya: no transaction\ncreate unique index concurrently if not exists accounts_name on accounts (name)")]
    [InlineData("index", "create index accounts_name on accounts (name)")]
    [InlineData("revoke", "revoke update on accounts from rupaya_app")]
    [InlineData("rows", "update accounts set name = ''")]
    [InlineData("rows", "delete from accounts where id = 1")]
    [InlineData("rows", "with old as (select id from accounts) update accounts set name = '' from old")]
    [InlineData("no-transaction", "create index concurrently if not exists accounts_name on accounts (name)")]
    [InlineData("no-transaction", "-- rupaya: no transaction\ncreate index concurrently accounts_name on accounts (name)")]
    [InlineData("no-transaction", "-- rupaya: no transaction\ncreate index concurrently if not exists a on accounts (name); select 1")]
    [InlineData("marker", "-- rupaya: contract\ncreate table more (id int)")]
    [InlineData("marker", "-- rupaya: no transactions\ncreate table more (id int)")]
    [InlineData("compatible-from", "-- rupaya: contract, since 0.2, compatible from 20260301_Unknown\ndrop table accounts")]
    [InlineData("compatible-from", "-- rupaya: contract, since 0.2, compatible from 20260201_Next\ndrop table accounts")]
    [InlineData("mixed", "-- rupaya: contract, since 0.2, compatible from 20260101_First\ndrop table accounts; create table more (id int)")]
    public void What_takes_something_away_or_holds_writers_up_is_found(string rule, string sql) => Rules(sql).ShouldContain(rule);

    [Theory]
    [InlineData("create table more (id int not null primary key, account int references accounts check (account > 0))")]
    [InlineData(
        "create table more (id int); create unique index more_id on more (id); insert into more values (1); update more set id = 2; alter table more alter id set not null"
    )]
    [InlineData("alter table accounts add column kind text")]
    [InlineData("alter table accounts add column kind text not null default '', add column at timestamptz not null default now()")]
    [InlineData("alter table accounts add column later_from date[] not null default '{}', add column n int")]
    [InlineData("alter table accounts drop constraint accounts_check")]
    [InlineData("-- rupaya: widens\nalter table accounts drop constraint named, add constraint named check (name is not null)")]
    [InlineData("-- rupaya: widens\nalter table accounts alter column name drop not null")]
    [InlineData("-- rupaya: no transaction\ncreate index concurrently if not exists accounts_name on accounts (name)")]
    [InlineData("grant select on accounts to rupaya_app")]
    [InlineData(
        "create function fresh(a int, b text) returns int language sql as $$ select 1; drop table accounts $$; revoke all on function fresh(int, text) from public"
    )]
    [InlineData("-- drop table accounts;\n/* rename */ comment on table accounts is 'drop table accounts; rename'")]
    [InlineData(
        "-- rupaya: contract, since 0.2, compatible from 20260101_First\nalter table accounts drop column name; drop function total()"
    )]
    public void What_the_release_before_does_not_notice_passes(string sql) => Rules(sql).ShouldBeEmpty();

    [Fact]
    public void A_migration_that_comes_before_a_released_one_is_found()
    {
        var late = new MigrationScript("20251231_Late", "create table more (id int)");
        new MigrationLint(Nothing).Find([late, First], Released).Single().Rule.ShouldBe("order");
    }

    [Fact]
    public void What_is_allowed_is_allowed_for_that_migration_and_rule_only()
    {
        var scripts = new[] { First, new MigrationScript("20260201_Next", "drop table accounts; alter table accounts rename to b") };
        var found = new MigrationLint(new HashSet<string>(StringComparer.Ordinal) { "20260201_Next drop" }).Find(scripts, Released);
        found.Single().Rule.ShouldBe("rename");
    }

    [Fact]
    public void The_migrations_that_are_there_pass_and_nothing_is_allowed_that_none_of_them_does()
    {
        // What 0.1.0 had when there was no rule yet stands in the list.
        var released = MigrationScript
            .Ids.Where(id => string.CompareOrdinal(id, "20261201_Exports") <= 0)
            .ToHashSet(StringComparer.Ordinal);
        var allowed = MigrationLint.ReadAllowed(Path.Combine(AppContext.BaseDirectory, "Migrations", "allowed.txt"));
        new MigrationLint(allowed).Find(MigrationScript.All, released).ShouldBeEmpty();
        var all = new MigrationLint(Nothing).Find(MigrationScript.All, released).Select(f => $"{f.Migration} {f.Rule}");
        allowed.Except(all).ShouldBeEmpty();
        allowed.ShouldAllBe(a => released.Contains(a.Split(' ')[0]));
    }
}
