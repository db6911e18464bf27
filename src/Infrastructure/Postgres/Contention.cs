using Npgsql;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>What every door does when writers meet: a deadlock was rolled back and is safe to do again; a wait that is too long is a refusal.</summary>
internal static class Contention
{
    private const int Attempts = 3;

    public static async Task<Result<T>> HandleAsync<T>(Func<Task<Result<T>>> write, Error busy)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                return busy;
            }
            catch (PostgresException e) when (PostgresFaults.MayRetry(e) && attempt < Attempts)
            {
                // Again.
            }
        }
    }
}
