using Rupaya.Infrastructure.Identity;

namespace Rupaya.Host.Secrets;

/// <summary>Rotations whose second half is still to come.</summary>
internal static class HalfDoneRotations
{
    public static IEnumerable<Finding> Find(IConfiguration configuration, DateTimeOffset now) =>
        configuration
            .GetSection("Retiring")
            .GetChildren()
            .Select(c => new Finding(
                $"the rotation of {c.Key} is finished",
                $"{c.Value} is still let in: rupaya secrets finish {c.Key.ToLowerInvariant()}"
            ))
            .Concat(
                PreviousSecret
                    .Split(configuration.GetSection("Security:PreviousMasterKeys").GetChildren().Select(c => c.Value ?? ""))
                    .Select(PreviousSecret.Parse)
                    .OfType<PreviousSecret>()
                    .Where(k => k.ReplacedAt <= now)
                    .Select(_ => new Finding("the rotation of the master key is finished", "rupaya secrets finish master"))
            );
}
