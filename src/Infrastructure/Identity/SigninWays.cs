using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity;

/// <summary>The ways into an account: what its owner could begin a sign-in with, and what could follow.</summary>
public sealed class SigninWays
{
    private readonly IEnumerable<IStepUpProof> _proofs;

    internal SigninWays(IEnumerable<IStepUpProof> proofs) => _proofs = proofs;

    /// <summary>Their names (<see cref="SigninMethods"/>); a second factor is none. Under the user's lock the answer holds until the commit.</summary>
    public Task<IReadOnlyList<string>> OfAsync(User user, CancellationToken cancellation) =>
        OfAsync(user, SigninMethods.IsFirstFactor, cancellation);

    /// <summary>With what the user can answer a challenge for a second factor, by name.</summary>
    public Task<IReadOnlyList<string>> SecondOfAsync(User user, CancellationToken cancellation) =>
        OfAsync(user, SigninMethods.IsSecondFactor, cancellation);

    private async Task<IReadOnlyList<string>> OfAsync(User user, Func<string, bool> counts, CancellationToken cancellation)
    {
        List<string> ways = [];
        foreach (var proof in _proofs)
        {
            ways.AddRange((await proof.MethodsAsync(user, cancellation)).Where(counts));
        }
        return ways;
    }
}
