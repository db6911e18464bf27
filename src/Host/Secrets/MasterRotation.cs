using Rupaya.Host.Commands;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Host.Secrets;

/// <summary>The root of encryption at rest. The old key seals until every process can know the new one; then everything is sealed again, and it goes.</summary>
internal sealed class MasterRotation : IRotation
{
    private const string Name = "Security__MasterKey";
    private const string Previous = "Security__PreviousMasterKeys__0";

    public Task<string> BeginAsync(RotationContext context)
    {
        var (store, old) = (context.Store, context.Store.Get(Name));
        var earlier = Earlier(store);
        if (Replaced(earlier) is not null)
        {
            throw new InvalidOperationException("The rotation before this one is not finished: rupaya secrets finish master.");
        }
        var replacedAt = context.Now + context.Arguments.After;
        store.Set(Previous, string.Join(',', earlier.Prepend(new PreviousSecret(old, replacedAt).ToString())));
        store.Set(Name, NewSecret.Key());
        store.Save();
        return Task.FromResult(
            context.Arguments.After == TimeSpan.Zero
                ? "There is a new master key. Replace all processes at once, then: rupaya secrets finish master."
                : $"There is a new master key. Replace all processes, one after the other, before {RotationContext.At(replacedAt)}; after that: "
                    + "rupaya secrets finish master."
        );
    }

    public async Task<string> FinishAsync(RotationContext context)
    {
        var earlier = Earlier(context.Store);
        var replaced = Replaced(earlier) ?? throw new InvalidOperationException("There is no earlier master key to finish with.");
        if (replaced.ReplacedAt > context.Now)
        {
            throw new InvalidOperationException($"The earlier master key seals until {RotationContext.At(replaced.ReplacedAt)}.");
        }
        var resealed = await ResealAsync(context);
        var rest = earlier.Where(k => PreviousSecret.Parse(k) is null).ToArray();
        if (rest.Length > 0)
        {
            context.Store.Set(Previous, string.Join(',', rest));
        }
        else
        {
            context.Store.Remove(Previous);
        }
        context.Store.Save();
        return $"{resealed} keys sealed again; the earlier master key is not needed any more.";
    }

    // Until there is nothing more to do: a row may have been sealed while the others were read.
    private static async Task<int> ResealAsync(RotationContext context)
    {
        await using var app = CommandHost.Build(context.Arguments.Settings, context.Store.Settings);
        var resealing = app.Services.GetRequiredService<Resealing>();
        var (total, last) = (0, 0);
        do
        {
            last = await resealing.RunAsync(CancellationToken.None);
            total += last;
        } while (last > 0);
        return total;
    }

    private static string[] Earlier(SecretStore store) => store.Find(Previous) is { } text ? PreviousSecret.Split([text]) : [];

    // One without an instant never sealed anything: it only keeps a place.
    private static PreviousSecret? Replaced(string[] earlier) =>
        earlier.Select(PreviousSecret.Parse).OfType<PreviousSecret>().FirstOrDefault();
}
