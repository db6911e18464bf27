using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Keeps a process from working that knows only a token secret which was replaced: it would refuse what all others issue, and issue what they refuse.
/// A database that is away postpones the question and keeps nobody from listening.
/// </summary>
internal sealed partial class TokenSecretGuard(
    NpgsqlDataSource database,
    DatabaseGate gate,
    IOptions<SecurityOptions> options,
    TimeProvider clock,
    IHostApplicationLifetime process,
    ILogger<TokenSecretGuard> logger
) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task<string?> _asking = Task.FromResult<string?>(null);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _asking = AskAsync(_stopping.Token);
        await Task.WhenAny(_asking, Task.Delay(Patience, clock, cancellationToken));
        if (!_asking.IsCompleted)
        {
            _ = EndIfRefusedAsync();
        }
        else if (await _asking is { } problem)
        {
            throw new InvalidOperationException(problem);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();

    /// <summary>Null once it is known that this process may work.</summary>
    private async Task<string?> AskAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await gate.PassAsync(stopping);
                try
                {
                    return await JudgeAsync(stopping);
                }
                catch (Exception e) when (!stopping.IsCancellationRequested && e is NpgsqlException)
                {
                    // Gone again, or a migration is pending: then it is not ready either.
                    await Task.Delay(Pause, clock, stopping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task EndIfRefusedAsync()
    {
        if (await _asking is { } problem)
        {
            Refused(problem);
            Environment.ExitCode = 1;
            process.StopApplication();
        }
    }

    private async Task<string?> JudgeAsync(CancellationToken cancellation)
    {
        var secrets = new TokenSecrets(TokenSecrets.FingerprintOf(options.Value.TokenSecret), Earlier());
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var known = await TokenSecrets.ReadAsync(connection, cancellation);
        var now = clock.NowStored();
        if (secrets.IsRefused(known, now))
        {
            return "Security:TokenSecret was replaced, or is one that the database does not know and that names no predecessor in use: every "
                + "session would end. Set the present one (rupaya secrets restore has what was sealed). Where nobody has it any more: rupaya secrets "
                + "rotate token --leaked makes one that the database knows.";
        }
        await secrets.NoteAsync(connection, known, now, cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private IReadOnlyList<(byte[] Fingerprint, DateTimeOffset ReplacedAt)> Earlier() =>
        [
            .. PreviousSecret
                .Split(options.Value.PreviousTokenSecrets)
                .Select(PreviousSecret.Parse)
                .OfType<PreviousSecret>()
                .Select(p => (TokenSecrets.FingerprintOf(p.Secret), p.ReplacedAt)),
        ];

    [LoggerMessage(Level = LogLevel.Critical, Message = "This process ends: {Problem}")]
    private partial void Refused(string problem);
}
