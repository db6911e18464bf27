using Rupaya.Infrastructure.Identity;

namespace Rupaya.Host.Secrets;

/// <summary>
/// The root of refresh tokens, links in mails and backup codes. The old one issues until every process can know the new one, and what it issued
/// counts for as long as a session may last; it stays named, because of backup codes.
/// </summary>
internal sealed class TokenRotation : IRotation
{
    private const string Name = "Security__TokenSecret";
    private const string Previous = "Security__PreviousTokenSecrets__0";

    public Task<string> BeginAsync(RotationContext context)
    {
        var (store, old) = (context.Store, context.Store.Get(Name));
        var days = PreviousSecret.GraceDays(context.Configuration);
        var earlier = store.Find(Previous) is { } text ? PreviousSecret.Split([text]) : [];
        if (!context.Arguments.Leaked)
        {
            RefuseWithin(days, earlier, context.Now);
        }
        var replacedAt = context.Now + (context.Arguments.Leaked ? TimeSpan.Zero : context.Arguments.After);
        store.Set(Name, NewSecret.Key());
        if (!context.Arguments.Leaked)
        {
            store.Set(Previous, string.Join(',', earlier.Prepend(new PreviousSecret(old, replacedAt).ToString())));
        }
        store.Save();
        return Task.FromResult(
            context.Arguments.Leaked
                ? "There is a new token secret. Replace all processes now: everybody signs in again, and links in mails are void."
            : context.Arguments.After == TimeSpan.Zero
                ? $"There is a new token secret. Replace all processes at once. What the old one issued counts for {days} days."
            : $"There is a new token secret. Replace all processes, one after the other, before {RotationContext.At(replacedAt)}: from then on it "
                + $"is used. What the old one issued counts for {days} days more."
        );
    }

    public Task<string> FinishAsync(RotationContext context) =>
        throw new InvalidOperationException("A token secret ends by itself; there is nothing to finish.");

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
