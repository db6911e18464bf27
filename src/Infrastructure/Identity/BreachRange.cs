using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Asks a service whether a new password was seen in a breach.</summary>
public interface IBreachRange
{
    /// <summary>A refusal in the contract's words for a breached password, else null.</summary>
    Task<Error?> CheckAsync(string field, string password, CancellationToken cancellation);
}

/// <summary>
/// The range protocol of Have I Been Pwned (https://haveibeenpwned.com/API/v3#PwnedPasswords): only the first five characters of the
/// SHA-1 leave the process. Off unless <see cref="SecurityOptions.BreachRangeUrl"/> is set; a service that does not answer within a second
/// refuses nobody, because the local blocklist has been asked before.
/// </summary>
internal sealed partial class BreachRange(IOptions<SecurityOptions> options, IHttpClientFactory clients, ILogger<BreachRange> logger)
    : IBreachRange
{
    private const int PrefixLength = 5;
    private const int MaxAnswer = 256 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public async Task<Error?> CheckAsync(string field, string password, CancellationToken cancellation)
    {
        if (options.Value.BreachRangeUrl.Length == 0)
        {
            return null;
        }
#pragma warning disable CA5350 // The protocol's hash; nothing is protected by it.
        var hash = Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
        try
        {
            using var client = clients.CreateClient();
            client.Timeout = Limit;
            client.MaxResponseContentBufferSize = MaxAnswer;
            client.DefaultRequestHeaders.Add("Add-Padding", "true");
            var address = new Uri(new Uri(options.Value.BreachRangeUrl), hash[..PrefixLength]);
            var suffixes = await client.GetStringAsync(address, cancellation);
            var found = suffixes
                .Split('\n')
                .Select(line => line.Trim().Split(':'))
                .Any(p => p.Length == 2 && p[1] != "0" && p[0].Equals(hash[PrefixLength..], StringComparison.OrdinalIgnoreCase));
            return found ? Error.Field(field, PasswordPolicy.Breached) : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            NotAsked(e.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The breach range service did not answer ({Reason}); the local blocklist decides")]
    private partial void NotAsked(string reason);
}
