using System.Globalization;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>What was asked for.</summary>
/// <param name="Rounds">How often this release comes and goes.</param>
/// <param name="EqualReadiness">True to plant what 0.1.0 does: a process that is ready with exactly its own schema.</param>
internal sealed record RehearsalPlan(int Rounds, bool EqualReadiness)
{
    public static RehearsalPlan Parse(string[] arguments)
    {
        var plan = new RehearsalPlan(3, false);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            plan = (arguments[i], arguments[i + 1]) switch
            {
                ("--rounds", var n) when int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds > 0 =>
                    plan with
                    {
                        Rounds = rounds,
                    },
                ("--plant", "equal-readiness") => plan with { EqualReadiness = true },
                var (name, value) => throw new InvalidOperationException(
                    $"{name} {value} is not understood: --rounds N, --plant equal-readiness."
                ),
            };
        }
        return plan;
    }
}
