using System.Globalization;
using Rupaya.Load.Driving;
using Rupaya.Load.Gates;

namespace Rupaya.Load.Commands;

/// <summary>What the server holds in memory while it is soaked: after five minutes and at the end. Other profiles are too short to tell.</summary>
internal sealed class ServerMemory(Profile profile)
{
    private const int FiveMinutes = 300;

    private readonly string? _process = profile.Name == "soak" ? Environment.GetEnvironmentVariable("LOAD_PROCESS") : null;
    private double _early;
    private double _last;

    public void Look(int second)
    {
        if (_process is null || second % 10 != 0)
        {
            return;
        }
        try
        {
            _last = ResidentMegabytes(_process, "VmRSS");
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It is gone: the answers that fail say so, and what it held before is told.
            return;
        }
        _early = second <= FiveMinutes ? _last : _early;
    }

    public IEnumerable<Figure> Figures() =>
        _process is null || _early == 0
            ? []
            :
            [
                new Figure("rss-early-mb", _early, "MB"),
                new Figure("rss-end-mb", _last, "MB"),
                new Figure("soak-rss", _last / _early, "× that after five minutes"),
            ];

    /// <summary>VmRSS is what it holds, VmHWM the most it ever held.</summary>
    public static double ResidentMegabytes(string process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
