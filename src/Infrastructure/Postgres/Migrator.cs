using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>Applies migrations under the owner's role, and tells whether some are pending.</summary>
public static class Migrator
{
    /// <summary>Applies what is pending; does nothing when all is applied. Concurrent runs wait for each other.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource owner, CancellationToken cancellation)
    {
        await using var context = Context(owner);
        await context.Database.MigrateAsync(cancellation);
    }

    /// <summary>The newest migration of this build.</summary>
    public static string Newest { get; } = FindNewest();

    // By their attributes: asking Entity Framework would build its whole model, which was a quarter of the start.
    private static string FindNewest() =>
        typeof(Migrator).Assembly.GetTypes().Select(t => t.GetCustomAttribute<MigrationAttribute>()?.Id).Max(StringComparer.Ordinal)!;

    private static RupayaDbContext Context(NpgsqlDataSource source) =>
        new(new DbContextOptionsBuilder<RupayaDbContext>().UseNpgsql(source).Options);
}
