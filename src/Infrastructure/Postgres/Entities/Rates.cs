namespace Rupaya.Infrastructure.Postgres.Entities;

/// <summary>A rate that a book's members gave: how many units of <see cref="Quote"/> one of <see cref="Base"/> is worth.</summary>
internal sealed record BookRate
{
    public required Guid BookId { get; init; }
    public required Guid RateId { get; init; }
    public required string Base { get; init; }
    public required string Quote { get; init; }
    public required DateOnly Date { get; init; }
    public required decimal Rate { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

internal sealed record ProviderRate
{
    public required string Base { get; init; }
    public required string Quote { get; init; }
    public required DateOnly Date { get; init; }
    public required decimal Rate { get; init; }
}

internal sealed record ProviderRatesVersion
{
    public required bool OnlyRow { get; init; }
    public required long Version { get; init; }
}
