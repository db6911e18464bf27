namespace Rupaya.Infrastructure.Postgres.Entities;

/// <summary>A secret that tokens were derived from, by its fingerprint.</summary>
internal sealed record TokenSecretSeen
{
    public required byte[] Fingerprint { get; init; }
    public required DateTimeOffset SeenAt { get; init; }
    public DateTimeOffset? ReplacedAt { get; init; }
}
