using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity;

/// <summary>The ways into an account: what its owner could begin a sign-in with, and what could follow.</summary>
public sealed class SigninWays
{
    private readonly NpgsqlDataSource _database;
    private readonly IEnumerable<IStepUpProof> _proofs;

    internal SigninWays(NpgsqlDataSource database, IEnumerable<IStepUpProof> proofs) => (_database, _proofs) = (database, proofs);

    /// <summary>Their names (<see cref="SigninMethods"/>); a second factor is none. Under the user's lock the answer holds until the commit.</summary>
    public Task<IReadOnlyList<string>> OfAsync(UserChanges work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        return OfAsync(work.Connection, work.User, SigninMethods.IsFirstFactor, cancellation);
    }

    /// <summary>The same of somebody whose row is not locked.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(User user, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        return await OfAsync(connection, user, SigninMethods.IsFirstFactor, cancellation);
    }

    /// <summary>With what the user can answer a challenge for a second factor, by name.</summary>
    public Task<IReadOnlyList<string>> SecondOfAsync(UserChanges work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        return OfAsync(work.Connection, work.User, SigninMethods.IsSecondFactor, cancellation);
    }

    /// <summary>With all that the user can show who they are, by name.</summary>
    internal async Task<IReadOnlyList<string>> AllOfAsync(User user, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        return [.. (await OfAsync(connection, user, _ => true, cancellation)).Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<string>> OfAsync(
        NpgsqlConnection connection,
        User user,
        Func<string, bool> counts,
        CancellationToken cancellation
    )
    {
        List<string> ways = [];
        foreach (var proof in _proofs)
        {
            ways.AddRange((await proof.MethodsAsync(connection, user, cancellation)).Where(counts));
        }
        return ways;
    }
}
