namespace Rupaya.Domain.Contracts.V1;

/// <summary>A schedule may have days to post: a hint, whoever receives it looks what is due.</summary>
/// <param name="BookId">The book.</param>
/// <param name="RecurringId">The schedule.</param>
/// <param name="OccurredAt">UTC.</param>
public sealed record RecurringDue(Guid BookId, Guid RecurringId, DateTimeOffset OccurredAt);
