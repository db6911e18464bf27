namespace Rupaya.Infrastructure.Postgres.Entities;

/// <summary>A rate that a book's members gave: how many units of <see cref="Quote"/> one of <see cref="Base"/> is worth.</summary>
public sealed record BookRate
{
    /// <summary>The book.</summary>
    public required Guid BookId { get; init; }

    /// <summary>The rate.</summary>
    public required Guid RateId { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Base { get; init; }

    /// <summary>ISO 4217, another one.</summary>
    public required string Quote { get; init; }

    /// <summary>The civil day it is for; it is also taken for later days that have none.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Above 0.</summary>
    public required decimal Rate { get; init; }

    /// <summary>The sequence number of its last change.</summary>
    public required long Version { get; init; }

    /// <summary>UTC: when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC: its last change.</summary>
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
