using System.Globalization;

namespace Rupaya.Load.Ratios;

/// <summary>What the machine's processors did since it started, in ticks: the first line of Linux's <c>/proc/stat</c> (proc_stat(5)).</summary>
internal sealed record MachineTime(long All, long Stolen)
{
    private const int Kinds = 8;

    public static MachineTime Read() => Parse(File.ReadLines("/proc/stat").First());

    /// <param name="line">"cpu" and the ticks: user, nice, system, idle, iowait, irq, softirq, steal, and guests', which are in user's.</param>
    public static MachineTime Parse(string line)
    {
        var ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Take(Kinds)
            .Select(t => long.Parse(t, CultureInfo.InvariantCulture))
            .ToList();
        return new MachineTime(ticks.Sum(), ticks[^1]);
    }

    /// <summary>The share of the time that the hypervisor gave to others.</summary>
    public double StolenSince(MachineTime before) => All == before.All ? 0 : (Stolen - before.Stolen) / (double)(All - before.All);
}
