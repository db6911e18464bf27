using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>Where the list of erasures is kept: beside the backups, in a bucket of its own. Bound from <c>Backup</c>.</summary>
internal sealed record ErasureListOptions
{
    /// <summary>The bucket, whose objects nobody can change or delete; null keeps no list.</summary>
    public string? ErasureBucket { get; init; }

    /// <summary>The host of a store that is not AWS.</summary>
    public string? S3Endpoint { get; init; }

    /// <summary>Its port.</summary>
    public int S3Port { get; init; } = 443;

    /// <summary>The region; null for the machine's.</summary>
    public string? S3Region { get; init; }

    /// <summary><c>path</c> for a store that does not know its buckets as hosts.</summary>
    public string S3UriStyle { get; init; } = "host";

    /// <summary>Who vouches for the store; null for the system's authorities.</summary>
    public string? S3CaFile { get; init; }

    /// <summary>Who writes there; null for the machine's role.</summary>
    public string? S3Key { get; init; }

    /// <summary>Their secret.</summary>
    public string? S3KeySecret { get; init; }

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() =>
        ErasureBucket is null ? null
        : S3UriStyle is not ("host" or "path") ? $"Backup:S3UriStyle is host or path, not {S3UriStyle}."
        : (S3Key is null) != (S3KeySecret is null) ? "Backup:S3Key and Backup:S3KeySecret go together."
        : S3CaFile is not null && !File.Exists(S3CaFile) ? $"Backup:S3CaFile names {S3CaFile}, which is not there."
        : Span.Problem(new Span("Backup:S3Port", S3Port, 1, 65_535));
}
