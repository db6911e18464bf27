using Npgsql;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Host.Secrets;

/// <summary>
/// The root of refresh tokens, links in mails and backup codes. The old one issues until every process can know the new one, and what it issued
/// counts for as long as a session may last; it stays named, because of backup codes.
/// </summary>
/// <param name="announce">Tells the database of a secret that names no predecessor, and keeps it; null is the database of the settings.</param>
internal sealed class TokenRotation(Func<RotationContext, string, Action, Task>? announce = null) : IRotation
{
    private const string Name = "Security__TokenSecret";
    private const string AnyPrevious = "Security__PreviousTokenSecrets__";
    private const string Previous = $"{AnyPrevious}0";

    public Task<string> BeginAsync(RotationContext context) =>
        context.Arguments.Leaked ? ReplaceAsync(context) : Task.FromResult(Rotate(context));

    public Task<string> FinishAsync(RotationContext context) =>
        throw new InvalidOperationException("A token secret ends by itself; there is nothing to finish.");

    private static string Rotate(RotationContext context)
    {
        var (store, old) = (context.Store, context.Store.Get(Name));
        var days = PreviousSecret.GraceDays(context.Configuration);
        var earlier = store.Find(Previous) is { } text ? PreviousSecret.Split([text]) : [];
        RefuseWithin(days, earlier, context.Now);
        var replacedAt = context.Now + context.Arguments.After;
        store.Set(Name, NewSecret.Key());
        store.Set(Previous, string.Join(',', earlier.Prepend(new PreviousSecret(old, replacedAt).ToString())));
        store.Save();
        return context.Arguments.After == TimeSpan.Zero
            ? $"There is a new token secret. Replace all processes at once. What the old one issued counts for {days} days."
            : $"There is a new token secret. Replace all processes, one after the other, before {RotationContext.At(replacedAt)}: from then on it "
                + $"is used. What the old one issued counts for {days} days more.";
    }

    /// <summary>No earlier one counts either: one that was replaced lately still issues, or what it issued counts, and it may be what leaked.</summary>
    private async Task<string> ReplaceAsync(RotationContext context)
    {
        var secret = NewSecret.Key();
        context.Store.Set(Name, secret);
        Forget(context.Store);
        await (announce ?? AnnounceAsync)(context, secret, context.Store.Save);
        return "There is a new token secret. Replace all processes now: everybody signs in again, and links in mails are void.";
    }

    // A task cannot start when a member that it is given is missing: one that never issued anything keeps the place.
    private static void Forget(SecretStore store)
    {
        var named = store.Files.SelectMany(f => f.Settings).Select(s => s.Name);
        foreach (var name in named.Where(n => n.StartsWith(AnyPrevious, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            store.Set(name, new PreviousSecret(NewSecret.Key(), DateTimeOffset.UnixEpoch).ToString());
        }
    }

    private static async Task AnnounceAsync(RotationContext context, string secret, Action keep)
    {
        await using var database = NpgsqlDataSource.Create(Databases.Settings(context.Configuration, "Postgres"));
        await TokenSecretChange.RunAsync(database, secret, context.Now, keep);
    }

    // Two within that time would be three at once, and the first is most likely the one that somebody fears for: that is --leaked.
    private static void RefuseWithin(int days, string[] earlier, DateTimeOffset now)
    {
        var until = earlier
            .Select(PreviousSecret.Parse)
            .OfType<PreviousSecret>()
            .Select(p => p.ReplacedAt.AddDays(days))
            .DefaultIfEmpty()
            .Max();
        if (until > now)
        {
            throw new InvalidOperationException(
                $"What the secret before this one issued counts until {RotationContext.At(until)}: wait until then. If this one leaked: --leaked."
            );
        }
    }
}
