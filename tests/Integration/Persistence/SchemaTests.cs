using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Persistence;

public sealed class SchemaTests(Product product) : IClassFixture<Product>
{
    private const string BookScoped = """
        select distinct table_name from information_schema.columns
         where table_schema = 'public' and column_name = 'book_id' and table_name <> 'books'
        """;

    private const string KeysThatDoNotStartWithTheBook = $"""
        select count(*) from ({BookScoped}) t where not exists (
            select 1 from pg_constraint c where c.conrelid = t.table_name::regclass and c.contype = 'p'
               and (select attname from pg_attribute a where a.attrelid = c.conrelid and a.attnum = c.conkey[1]) = 'book_id')
        """;

    private const string ForeignKeysThatLeaveTheBook = $"""
        select count(*) from pg_constraint c
         where c.contype = 'f' and c.conrelid::regclass::text in ({BookScoped})
           and c.confrelid::regclass::text in ({BookScoped})
           and not exists (select 1 from generate_subscripts(c.conkey, 1) i
                where (select attname from pg_attribute a where a.attrelid = c.conrelid and a.attnum = c.conkey[i]) = 'book_id'
                  and (select attname from pg_attribute a where a.attrelid = c.confrelid and a.attnum = c.confkey[i]) = 'book_id')
        """;

    private const string IdsWithoutForeignKey = $"""
        select col.table_name || '.' || col.column_name from information_schema.columns col
         where col.table_name in ({BookScoped}) and col.column_name in ('account_id', 'category_id', 'parent_id', 'refund_of', 'import_id', 'transaction_id')
           and not exists (select 1 from pg_constraint c, unnest(c.conkey) k where c.conrelid = col.table_name::regclass and c.contype in ('f', 'p')
                and (select attname from pg_attribute a where a.attrelid = c.conrelid and a.attnum = k) = col.column_name)
         order by 1
        """;

    [Fact]
    public async Task Every_book_scoped_table_has_a_key_that_starts_with_the_book()
    {
        (await product.Database.ScalarAsync<long>($"select count(*) from ({BookScoped}) t")).ShouldBe(30);
        (await product.Database.ScalarAsync<long>(KeysThatDoNotStartWithTheBook)).ShouldBe(0);
    }

    [Fact]
    public async Task No_foreign_key_between_book_scoped_tables_leaves_the_book()
    {
        (await product.Database.ScalarAsync<long>(ForeignKeysThatLeaveTheBook)).ShouldBe(0);
        await using var command = product.Database.Owner.CreateCommand(IdsWithoutForeignKey);
        await using var reader = await command.ExecuteReaderAsync();
        var loose = new List<string>();
        while (await reader.ReadAsync())
        {
            loose.Add(reader.GetString(0));
        }
        // A posting is written with its transaction, which verification checks (ADR 12). Staged rows name what their own import may create; the
        // commit turns them into rows that have the keys.
        loose.ShouldBe(["entries.transaction_id", "import_rows.category_id", "import_rows.transaction_id"]);
    }

    [Fact]
    public async Task The_model_of_EF_is_the_migrated_schema()
    {
        await using var source = NpgsqlDataSource.Create(product.Database.App);
        await using var context = new RupayaDbContext(new DbContextOptionsBuilder<RupayaDbContext>().UseNpgsql(source).Options);
        var model = context
            .Model.GetEntityTypes()
            .SelectMany(e =>
                e.GetProperties()
                    .Select(p => $"{e.GetTableName()}.{p.GetColumnName()} {p.GetColumnType()} {(p.IsNullable ? "null" : "not null")}")
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        await using var command = product.Database.Owner.CreateCommand(
            """
            select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else ' null' end
              from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and c.relname <> '__EFMigrationsHistory'
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        var schema = new List<string>();
        while (await reader.ReadAsync())
        {
            schema.Add(reader.GetString(0));
        }
        model.Count.ShouldBeGreaterThan(150);
        model.Except(schema).ShouldBeEmpty();
        schema.Except(model).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update entries set amount = 0")]
    [InlineData("delete from entries")]
    [InlineData("update changes set op = 'create'")]
    [InlineData("delete from changes")]
    [InlineData("update audit_log set event = 'nothing'")]
    [InlineData("delete from audit_log")]
    [InlineData("truncate audit_log")]
    [InlineData("update audit_heads set n = 0")]
    [InlineData("insert into audit_anchors (subject_id, n, hash) values (gen_random_uuid(), 1, '')")]
    [InlineData("select purge_audit('infinity')")]
    [InlineData("select purge_audit(now() - interval '29 days')")]
    [InlineData("select erase_book((select book_id from books limit 1), gen_random_uuid())")]
    [InlineData("update users set role = 'admin'")]
    [InlineData("insert into users (user_id, role) values (gen_random_uuid(), 'admin')")]
    [InlineData("alter table users disable trigger all")]
    [InlineData("create schema mine")]
    [InlineData("create function mine() returns int language sql as 'select 1'")]
    [InlineData("select pg_read_file('/etc/passwd')")]
    [InlineData("copy users to program 'cat'")]
    [InlineData("select * from pg_authid")]
    [InlineData("create table mine (id int)")]
    [InlineData("drop table entries")]
    public async Task The_applications_role_may_not(string sql)
    {
        await using var source = NpgsqlDataSource.Create(product.Database.App);
        await using var command = source.CreateCommand(sql);
        var e = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        e.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Migrating_again_changes_nothing() => await Migrator.MigrateAsync(product.Database.Owner, CancellationToken.None);

    /// <summary>Vacuum, analyse and restore look into indexes with an empty search path; what is planted shows that it would be found.</summary>
    [Fact]
    public async Task Functions_of_indexes_find_what_they_call_without_a_search_path()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.RunAsync(Reindex);
        await database.RunAsync("create function planted_inner(t text) returns text language sql immutable as 'select lower(t)'");
        await database.RunAsync("create function planted(t text) returns text language sql immutable as 'select planted_inner(t)'");
        await database.RunAsync("create index planted_index on categories (planted(name))");
        (await Should.ThrowAsync<PostgresException>(() => database.RunAsync(Reindex))).SqlState.ShouldBe(
            PostgresErrorCodes.UndefinedFunction
        );
    }

    private const string Reindex = """
        do $$ declare made regclass; begin
            perform set_config('search_path', '', true);
            for made in select distinct indrelid::regclass from pg_index where indexprs is not null or indpred is not null loop
                continue when (select relnamespace::regnamespace::text from pg_class where oid = made) <> 'public';
                execute format('reindex table %s', made);
            end loop;
        end $$
        """;
}
