using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Ledger.Importing;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Ledger.Verification;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>The doors to books, what is projected from them, and what proves them.</summary>
internal static class LedgerRegistration
{
    public static void AddLedger(this IServiceCollection services)
    {
        services.AddChecked<OverdraftOptions>("Overdraft", o => o.Problem());
        services.AddChecked<BooksOptions>("Books", o => o.Problem());
        services.AddSingleton<BookHeads>();
        services.AddSingleton<AccountBalances>();
        services.AddSingleton<ChangeTimes>();
        services.AddSingleton<WriterSlots>();
        services.AddSingleton<Invitations>();
        services.AddRoomSingleton<BookDoor>();
        services.AddRoomSingleton<MembershipDoor>();
        services.AddSingleton<Erasure>();
        services.AddSingleton<TotalsProjector>();
        services.AddSingleton<SearchProjector>();
        services.AddRoomSingleton<ProjectionRebuild>();
        services.AddSingleton<LedgerVerifier>();
        services.AddSingleton<Verifications>();
        services.AddSingleton<ImportPosting>();
        services.AddRoomSingleton<StatementStore>();
        services.AddSingleton<RecurringPosting>();
        services.AddSingleton<RecurringSchedules>();
        services.AddSingleton<WriteProbe>();
        services.AddSingleton<LedgerHealth>();
        services.AddHealthChecks().AddCheck<LedgerHealth>(LedgerHealth.Name);
    }
}
