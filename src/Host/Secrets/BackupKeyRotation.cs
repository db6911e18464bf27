using System.Globalization;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Host.Secrets;

/// <summary>
/// The key under which backups are encrypted. A new key is a new repository; the old key stays until the backups under it have expired, for without
/// it they are nothing.
/// </summary>
internal sealed class BackupKeyRotation : IRotation
{
    private const string Name = "Backup__CipherKey";
    private const string Previous = "Backup__PreviousCipherKeys__0";

    /// <summary>As the repository has it (docs/dr.md).</summary>
    private const int RetentionDays = 35;

    /// <summary>The newest full backup under a key that was replaced stays until the one after it is older than the retention: a week more.</summary>
    private const int FullEveryDays = 7;

    public Task<string> BeginAsync(RotationContext context)
    {
        var store = context.Store;
        if (store.Find(Name) is { } old)
        {
            store.Set(Previous, string.Join(',', Earlier(store).Prepend(new PreviousSecret(old, context.Now).ToString())));
        }
        store.Set(Name, NewSecret.Key());
        store.Save();
        return Task.FromResult(
            "There is a new key for backups: it needs a new repository and a full backup at once. The old key opens the old repository."
        );
    }

    public Task<string> FinishAsync(RotationContext context)
    {
        var earlier = Earlier(context.Store);
        var days = context.Configuration.GetValue("Backup:RetentionDays", RetentionDays) + FullEveryDays;
        var needed = earlier.Where(k => PreviousSecret.Parse(k) is not { } p || p.ReplacedAt.AddDays(days) > context.Now).ToArray();
        if (earlier.Length == needed.Length)
        {
            throw new InvalidOperationException($"No key for backups was replaced {days} days ago: those under it have not expired.");
        }
        if (needed.Length == 0)
        {
            context.Store.Remove(Previous);
        }
        else
        {
            context.Store.Set(Previous, string.Join(',', needed));
        }
        context.Store.Save();
        return Task.FromResult(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{earlier.Length - needed.Length} keys for backups forgotten: delete their repositories."
            )
        );
    }

    private static string[] Earlier(SecretStore store) => store.Find(Previous) is { } text ? PreviousSecret.Split([text]) : [];
}
