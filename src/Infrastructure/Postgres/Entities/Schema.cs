namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record SchemaCompatibleFrom
{
    public required bool OnlyRow { get; init; }
    public required string Migration { get; init; }
}
