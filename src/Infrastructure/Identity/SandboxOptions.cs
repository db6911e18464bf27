namespace Rupaya.Infrastructure.Identity;

/// <summary>Whether anybody may open a book to try things on. Bound from <c>Sandbox</c>.</summary>
public sealed record SandboxOptions
{
    /// <summary>False: POST /sandbox is not there.</summary>
    public bool Enabled { get; init; }
}
