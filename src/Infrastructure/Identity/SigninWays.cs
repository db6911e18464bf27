using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity;

/// <summary>The ways into an account: what its owner could begin a sign-in with.</summary>
public sealed class SigninWays
{
    private readonly IEnumerable<IStepUpProof> _proofs;

    internal SigninWays(IEnumerable<IStepUpProof> proofs) => _proofs = proofs;

    /// <summary>Their names (<see cref="SigninMethods"/>); a second factor is none. Under the user's lock the answer holds until the commit.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(User user, CancellationToken cancellation)
    {
        List<string> ways = [];
        foreach (var proof in _proofs)
        {
            ways.AddRange((await proof.MethodsAsync(user, cancellation)).Where(SigninMethods.IsFirstFactor));
        }
        return ways;
    }
}
