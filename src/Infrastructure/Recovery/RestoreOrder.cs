using Rupaya.Infrastructure.Identity.Audit;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>What an operator says of a restore that was made.</summary>
/// <param name="RestoredTo">The moment that the database was restored to.</param>
/// <param name="By">Who restored it.</param>
/// <param name="Reason">Why.</param>
/// <param name="KeepsSessions">True where nobody can have left since that moment: after a failover that may have lost seconds.</param>
/// <param name="Reapplies">Bans and roles are set again as the log stream tells, and passwords that were changed since are void.</param>
/// <param name="Logged">What the log stream knows.</param>
/// <param name="Erased">Users of whom somebody else knows that they were erased.</param>
public sealed record RestoreOrder(
    DateTimeOffset RestoredTo,
    string By,
    string Reason,
    bool KeepsSessions,
    bool Reapplies,
    IReadOnlyCollection<LoggedEvent> Logged,
    IReadOnlyCollection<Guid> Erased
);
