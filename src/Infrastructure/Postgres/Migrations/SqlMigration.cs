using Microsoft.EntityFrameworkCore.Migrations;

namespace Rupaya.Infrastructure.Postgres.Migrations;

/// <summary>
/// A migration whose <c>Up</c> is the embedded .sql file of the same name: the SQL is what reviewers read and what runs. There is no
/// <c>Down</c>: a release is rolled back by the next migration.
/// </summary>
internal abstract class SqlMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var id = this.GetType().GetCustomAttributes(typeof(MigrationAttribute), inherit: false).Cast<MigrationAttribute>().Single().Id;
        var resource = $"{typeof(SqlMigration).Namespace}.{id}.sql";
        using var stream =
            typeof(SqlMigration).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The migration {id} has no embedded file {resource}.");
        using var reader = new StreamReader(stream);
        migrationBuilder.Sql(reader.ReadToEnd());
    }
}
