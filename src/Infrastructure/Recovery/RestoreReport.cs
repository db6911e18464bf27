using Rupaya.Infrastructure.Identity.Audit;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>What came of it.</summary>
/// <param name="AlreadyTold">The database knew of this restore: numbers, sessions and keys were left as they are.</param>
/// <param name="Books">How many books go on with other numbers.</param>
/// <param name="Sessions">How many sessions were ended.</param>
/// <param name="Keys">How many signing keys were ended.</param>
/// <param name="Erased">Users who are to be erased again.</param>
/// <param name="Lost">Every lost event that somebody has to know of, in the order of their times.</param>
/// <param name="Heads">Rows of the audit log, to be announced.</param>
public sealed record RestoreReport(
    bool AlreadyTold,
    long Books,
    long Sessions,
    long Keys,
    IReadOnlyList<Guid> Erased,
    IReadOnlyList<LostEvent> Lost,
    IReadOnlyList<AuditHead> Heads
);

/// <summary>Something that was lost and that somebody has to know of.</summary>
/// <param name="Event">What happened and is undone.</param>
/// <param name="Applied">What was done about it; null where a person has to.</param>
public sealed record LostEvent(LoggedEvent Event, string? Applied);
