using System.Diagnostics;
using System.Text;

namespace Rupaya.Load.Driving;

/// <summary>Collects what a run measures, in bounded memory: a histogram for the run, one for the step and one for the second.</summary>
internal sealed class Recorder
{
    private const int MaxProblems = 5;

    private readonly Histogram _all = new();
    private readonly Histogram _step = new();
    private readonly Histogram _second = new();
    private readonly List<Figures> _steps = [];
    private readonly List<Second> _timeLine = [];
    private readonly List<string> _problems = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpu = Process.GetCurrentProcess().TotalProcessorTime;
    private (long All, long Step, long Second) _errors;
    private double _stepStart;

    public double Elapsed => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    public void Answered(long intended)
    {
        var microseconds = (long)(Stopwatch.GetElapsedTime(intended).TotalMilliseconds * 1000);
        _all.Record(microseconds);
        _step.Record(microseconds);
        _second.Record(microseconds);
    }

    public void Failed(string problem)
    {
        _errors = (_errors.All + 1, _errors.Step + 1, _errors.Second + 1);
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(problem);
        }
    }

    public void Failed(Call call, Reply reply) =>
        Failed(
            $"{FirstLine(call.Bytes)}: {reply.Status} instead of {call.Expected}: {Encoding.UTF8.GetString(reply.Body[..Math.Min(reply.Body.Length, 300)])}"
        );

    /// <summary>Ends a second where one is over.</summary>
    /// <param name="tell">Told of it; null for nobody.</param>
    public void Tick(Action<Second>? tell)
    {
        while (Elapsed >= _timeLine.Count + 1)
        {
            var second = new Second(
                _timeLine.Count,
                _second.Count,
                _errors.Second,
                _second.Milliseconds(0.5),
                _second.Milliseconds(0.95),
                _second.Max / 1000.0
            );
            _timeLine.Add(second);
            _second.Clear();
            _errors.Second = 0;
            tell?.Invoke(second);
        }
    }

    public void EndStep(string name)
    {
        _steps.Add(Figures.Of(name, _step, _errors.Step, Elapsed - _stepStart));
        _step.Clear();
        (_errors.Step, _stepStart) = (0, Elapsed);
    }

    public Measured Result()
    {
        Tick(null);
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - _cpu).TotalSeconds / Elapsed / Environment.ProcessorCount;
        return new Measured(Figures.Of("all", _all, _errors.All, Elapsed), _steps, _timeLine, cpu, _problems);
    }

    private static string FirstLine(byte[] bytes) => Encoding.ASCII.GetString(bytes, 0, bytes.AsSpan().IndexOf("\r\n"u8));
}
