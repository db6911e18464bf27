namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record GoalAccount
{
    public required Guid BookId { get; init; }
    public required Guid GoalId { get; init; }
    public required Guid AccountId { get; init; }
}
