namespace Rupaya.Client;

/// <summary>Where the API is, who calls it, and how patient the client is.</summary>
public sealed record RupayaOptions
{
    /// <summary>Of the installation, such as <c>https://money.example.org</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>A token for programs; without one somebody signs in (<see cref="RupayaSession"/>).</summary>
    public string? Token { get; init; }

    /// <summary>The book to act on; the user's default book when null.</summary>
    public Guid? Book { get; init; }

    /// <summary>Where the tokens of a session are kept; in memory only when null.</summary>
    public ITokenStore? Store { get; init; }

    /// <summary>How often a request is sent at most.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>Where the server asks for a longer pause, its refusal is handed on.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What sends in the end.</summary>
    public Func<HttpMessageHandler> Inner { get; init; } = () => new SocketsHttpHandler();

    /// <summary>What pauses are measured with.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>The tokens of a session.</summary>
/// <param name="AccessToken">Sent with each request.</param>
/// <param name="RefreshToken">Gets the next tokens, once.</param>
/// <param name="AttemptId">Of a refresh whose answer has not come yet.</param>
public sealed record Tokens(string AccessToken, string? RefreshToken, string? AttemptId = null);

/// <summary>Where the tokens of a session are kept.</summary>
public interface ITokenStore
{
    /// <summary>What was kept, or null.</summary>
    Task<Tokens?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps them; null forgets.</summary>
    Task SaveAsync(Tokens? tokens, CancellationToken cancellationToken);
}
