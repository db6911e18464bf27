using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Rupaya.Domain.Books;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Goals;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>The one context. Tables and columns are the snake_case names of sets and properties; the SQL migrations are the truth.</summary>
public sealed partial class RupayaDbContext(DbContextOptions<RupayaDbContext> options) : DbContext(options)
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
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Table<User>(modelBuilder, "users", e => e.HasKey(x => x.UserId));
        Table<Session>(modelBuilder, "sessions", e => e.HasKey(x => x.SessionId));
        Table<Book>(modelBuilder, "books", e => e.HasKey(x => x.BookId));
        Table<BookMember>(modelBuilder, "book_members", e => e.HasKey(x => new { x.BookId, x.UserId }));
        Table<Account>(modelBuilder, "accounts", e => e.HasKey(x => new { x.BookId, x.AccountId }));
        Table<Category>(modelBuilder, "categories", e => e.HasKey(x => new { x.BookId, x.CategoryId }));
        Table<Transaction>(
            modelBuilder,
            "transactions",
            e =>
            {
                e.HasKey(x => new { x.BookId, x.TransactionId });
                e.Ignore(x => x.Splits);
            }
        );
        Table<TransactionSplit>(
            modelBuilder,
            "transaction_splits",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.TransactionId,
                    x.Line,
                })
        );
        Table<SearchWord>(modelBuilder, "search_words", e => e.HasKey(x => new { x.BookId, x.Word }));
        Table<SearchDocument>(modelBuilder, "search_documents", e => e.HasKey(x => new { x.BookId, x.TransactionId }));
        Table<BookRate>(modelBuilder, "book_rates", e => e.HasKey(x => new { x.BookId, x.RateId }));
        Table<ProviderRate>(
            modelBuilder,
            "provider_rates",
            e =>
                e.HasKey(x => new
                {
                    x.Base,
                    x.Quote,
                    x.Date,
                })
        );
        Table<ProviderRatesVersion>(modelBuilder, "provider_rates_version", e => e.HasKey(x => x.OnlyRow));
        Table<Change>(modelBuilder, "changes", e => e.HasKey(x => new { x.BookId, x.Seq }));
        Table<JournalEntry>(
            modelBuilder,
            "entries",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.Seq,
                    x.Line,
                })
        );
        Table<BookTotal>(
            modelBuilder,
            "book_totals",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.Date,
                    x.AccountId,
                    x.CategoryId,
                    x.Currency,
                    x.Flow,
                })
        );
        Table<BookFlow>(
            modelBuilder,
            "book_flows",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.Unit,
                    x.Start,
                    x.CategoryId,
                    x.Currency,
                    x.Flow,
                })
        );
        Table<ProjectionHead>(modelBuilder, "projection_heads", e => e.HasKey(x => new { x.BookId, x.Projection }));
        Table<Budget>(modelBuilder, "budgets", e => e.HasKey(x => new { x.BookId, x.BudgetId }));
        Table<Goal>(
            modelBuilder,
            "goals",
            e =>
            {
                e.HasKey(x => new { x.BookId, x.GoalId });
                e.Ignore(x => x.AccountIds);
            }
        );
        Table<GoalAccount>(
            modelBuilder,
            "goal_accounts",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.GoalId,
                    x.AccountId,
                })
        );
        Table<GoalContribution>(modelBuilder, "goal_contributions", e => e.HasKey(x => new { x.BookId, x.ContributionId }));
        Table<RecurringSchedule>(
            modelBuilder,
            "recurring",
            e =>
            {
                e.HasKey(x => new { x.BookId, x.RecurringId });
                e.Property(x => x.Splits).IsJson();
            }
        );
        Table<RecurringOccurrence>(
            modelBuilder,
            "recurring_occurrences",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.RecurringId,
                    x.Occurrence,
                })
        );
        Table<Notification>(modelBuilder, "notifications", e => e.HasKey(x => new { x.BookId, x.NotificationId }));
        Table<Import>(modelBuilder, "imports", e => e.HasKey(x => new { x.BookId, x.ImportId }));
        Table<ImportFile>(
            modelBuilder,
            "import_files",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.ImportId,
                    x.Chunk,
                })
        );
        Table<ImportRow>(
            modelBuilder,
            "import_rows",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.ImportId,
                    x.Line,
                })
        );
        Table<OutboxMessage>(modelBuilder, "outbox", e => e.HasKey(x => x.Id));
        Table<OutboxDead>(modelBuilder, "outbox_dead", e => e.HasKey(x => x.Id));
        Table<Delivery>(modelBuilder, "deliveries", e => e.HasKey(x => new { x.MessageId, x.Effect }));
        Table<IdempotencyRecord>(modelBuilder, "idempotency_keys", e => e.HasKey(x => new { x.UserId, x.Key }));
        Table<RaisedAlert>(
            modelBuilder,
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
        Table<Webhook>(modelBuilder, "webhooks", e => e.HasKey(x => new { x.BookId, x.WebhookId }));
        Table<WebhookDelivery>(modelBuilder, "webhook_deliveries", e => e.HasKey(x => new { x.BookId, x.DeliveryId }));
        Table<WebhookAttempt>(
            modelBuilder,
            "webhook_attempts",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.DeliveryId,
                    x.Attempt,
                })
        );
        Table<SentMail>(modelBuilder, "sent_mails", e => e.HasKey(x => x.MailId));
        Table<ScheduleRow>(modelBuilder, "schedules", e => e.HasKey(x => x.Schedule));
        Table<ScheduleOccurrence>(modelBuilder, "schedule_occurrences", e => e.HasKey(x => new { x.Schedule, x.Occurrence }));

        Table<UserKey>(modelBuilder, "user_keys", e => e.HasKey(x => x.UserId));
        Table<Device>(modelBuilder, "devices", e => e.HasKey(x => new { x.UserId, x.DeviceId }));
        Table<SigninAttempt>(modelBuilder, "signin_attempts", e => e.HasKey(x => new { x.AccountKey, x.Scope }));
        Table<UserMfa>(modelBuilder, "user_mfa", e => e.HasKey(x => x.UserId));
        Table<MfaBackupCode>(modelBuilder, "mfa_backup_codes", e => e.HasKey(x => new { x.UserId, x.CodeHash }));
        Table<MfaChallenge>(modelBuilder, "mfa_challenges", e => e.HasKey(x => x.ChallengeId));
        Table<AccountToken>(modelBuilder, "account_tokens", e => e.HasKey(x => x.TokenId));
        Table<SigningKey>(modelBuilder, "signing_keys", e => e.HasKey(x => x.KeyId));
        Table<Invitation>(modelBuilder, "invitations", e => e.HasKey(x => new { x.BookId, x.InvitationId }));
        Table<AuditRow>(modelBuilder, "audit_log", e => e.HasKey(x => new { x.SubjectId, x.N }));
        Table<AuditHeadRow>(modelBuilder, "audit_heads", e => e.HasKey(x => x.SubjectId));
        Table<AuditAnchorRow>(modelBuilder, "audit_anchors", e => e.HasKey(x => x.SubjectId));

        modelBuilder.Entity<Change>().Property(c => c.Before).HasColumnType("jsonb");
        modelBuilder.Entity<Notification>().Property(n => n.Data).HasColumnType("jsonb");
        modelBuilder.Entity<OutboxMessage>().Property(o => o.Id).UseIdentityAlwaysColumn();
        modelBuilder.Entity<OutboxDead>().Property(o => o.Id).ValueGeneratedNever();
    }

    private static void Table<T>(ModelBuilder model, string name, Action<EntityTypeBuilder<T>> configure)
        where T : class
    {
        var entity = model.Entity<T>();
        entity.ToTable(name);
        configure(entity);
        foreach (var property in entity.Metadata.GetProperties())
        {
            property.SetColumnName(WordStart().Replace(property.Name, "_$0").ToLowerInvariant());
        }
    }

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}

/// <summary>A <see cref="Flow"/> as it is stored.</summary>
internal sealed class FlowConverter() : ValueConverter<Flow, string>(flow => flow.Name(), name => Flows.Parse(name));

/// <summary>A <see cref="Direction"/> as it is stored.</summary>
internal sealed class DirectionConverter()
    : ValueConverter<Direction, string>(direction => direction.Name(), name => Directions.Parse(name));

/// <summary>A <see cref="Role"/> as it is stored.</summary>
internal sealed class RoleConverter() : ValueConverter<Role, string>(role => role.Name(), name => Roles.Parse(name));
