namespace Rupaya.Infrastructure;

/// <summary>Certificates to look at beside those of the servers that the settings name. Bound from <c>Certificates</c>.</summary>
internal sealed record CertificatesOptions
{
    /// <summary>Each a name for people and where it is shown, such as <c>api=api.example.org:443</c>.</summary>
    public string[] Watch { get; init; } = [];

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() =>
        Array.Find(Watch, w => WatchedCertificate.Parse(w) is null) is { } wrong
            ? $"Certificates:Watch needs NAME=HOST:PORT, not {wrong}."
            : null;
}
