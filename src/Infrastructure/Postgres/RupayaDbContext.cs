using Microsoft.EntityFrameworkCore;
using Rupaya.Domain.Books;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Postgres.Entities;
using Rupaya.Infrastructure.Postgres.Tables;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>The one context. Tables and columns are the snake_case names of sets and properties; the SQL migrations are the truth.</summary>
internal sealed class RupayaDbContext(DbContextOptions<RupayaDbContext> options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Book> Books => Set<Book>();
    public DbSet<BookMember> BookMembers => Set<BookMember>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Category> Categories => Set<Category>();
    public DbSet<Transaction> Transactions => Set<Transaction>();
    public DbSet<Budget> Budgets => Set<Budget>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<Import> Imports => Set<Import>();
    public DbSet<ImportRow> ImportRows => Set<ImportRow>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<AuditRow> AuditLog => Set<AuditRow>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<Webhook> Webhooks => Set<Webhook>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Flow>().HaveConversion<FlowConverter>();
        configurationBuilder.Properties<Direction>().HaveConversion<DirectionConverter>();
        configurationBuilder.Properties<Role>().HaveConversion<RoleConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => new TableModel(modelBuilder).AddAll();
}
