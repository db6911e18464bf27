using Microsoft.EntityFrameworkCore;
using Rupaya.Domain.Books;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Postgres.Entities;
using Rupaya.Infrastructure.Postgres.Tables;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>The one context. Tables and columns are the snake_case names of sets and properties; the SQL migrations are the truth.</summary>
public sealed class RupayaDbContext(DbContextOptions<RupayaDbContext> options) : DbContext(options)
{
    /// <summary>Everybody who signed up.</summary>
    public DbSet<User> Users => Set<User>();

    /// <summary>Sign-ins, ended ones included until they are forgotten.</summary>
    public DbSet<Session> Sessions => Set<Session>();
    internal DbSet<Book> Books => Set<Book>();

    /// <summary>Who belongs to which book.</summary>
    public DbSet<BookMember> BookMembers => Set<BookMember>();
    internal DbSet<Account> Accounts => Set<Account>();

    /// <summary>Categories of books, deleted ones included.</summary>
    public DbSet<Category> Categories => Set<Category>();
    internal DbSet<Transaction> Transactions => Set<Transaction>();

    /// <summary>Budgets of books, deleted ones included.</summary>
    public DbSet<Budget> Budgets => Set<Budget>();

    /// <summary>What users were told in the app.</summary>
    public DbSet<Notification> Notifications => Set<Notification>();

    /// <summary>Bank statements and their progress.</summary>
    public DbSet<Import> Imports => Set<Import>();

    /// <summary>Lines of statements that were not imported.</summary>
    public DbSet<ImportRow> ImportRows => Set<ImportRow>();
    internal DbSet<Invitation> Invitations => Set<Invitation>();
    internal DbSet<AuditRow> AuditLog => Set<AuditRow>();
    internal DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <summary>Where books send events to.</summary>
    public DbSet<Webhook> Webhooks => Set<Webhook>();

    /// <summary>Events on their way to webhooks.</summary>
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>Tries of deliveries.</summary>
    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Flow>().HaveConversion<FlowConverter>();
        configurationBuilder.Properties<Direction>().HaveConversion<DirectionConverter>();
        configurationBuilder.Properties<Role>().HaveConversion<RoleConverter>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) => new TableModel(modelBuilder).AddAll();
}
