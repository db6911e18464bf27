using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Rupaya.Load.Driving;

/// <summary>
/// Asks a server and measures, on one thread that waits for all connections at once: the generator shares the machine with what it measures. Open
/// loop: calls begin when they should, whatever has become of those before, and the wait for a connection counts. Closed loop: each client asks
/// again as soon as it has its answer.
/// </summary>
internal sealed class Driver(IPEndPoint target, ICalls calls, Action<Second>? tell = null) : IDisposable
{
    private const int MaxConnections = 512;
    private const int MaxWaiting = 100_000;

    // Calls that are still under way when their time is over are waited for, for so long.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly List<Connection> _connections = [];
    private readonly Stack<Connection> _free = new();
    private readonly Dictionary<Socket, Connection> _bySocket = [];
    private readonly List<Socket> _readable = [];
    private Recorder _recorder = new();

    public void Dispose() => _connections.ForEach(c => c.Dispose());

    /// <summary>As many clients as given, each with one call under way.</summary>
    public Measured ClosedLoop(int clients, TimeSpan time, CancellationToken stop)
    {
        Begin();
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        for (var user = 0; user < clients; user++)
        {
            Start(user, Stopwatch.GetTimestamp());
        }
        var turn = clients;
        while (_bySocket.Count > 0 || (Stopwatch.GetTimestamp() < end && !stop.IsCancellationRequested))
        {
            Wait(TimeSpan.FromMilliseconds(100));
            // Each free connection once: where nobody listens, trying again at once would only keep a core busy.
            for (var free = _free.Count; free > 0 && Stopwatch.GetTimestamp() < end && !stop.IsCancellationRequested; free--)
            {
                Start(turn++ % clients, Stopwatch.GetTimestamp());
            }
            if (Stopwatch.GetElapsedTime(end) > Grace)
            {
                GiveUp();
            }
        }
        _recorder.EndStep("closed loop");
        return _recorder.Result();
    }

    /// <summary>Users who come as the steps say and each make a call every <paramref name="think"/>.</summary>
    public Measured OpenLoop(IReadOnlyList<Step> steps, TimeSpan think, CancellationToken stop)
    {
        Begin();
        var waiting = new Queue<(int User, long Intended)>();
        var arrivals = new Arrivals(think);
        var start = Stopwatch.GetTimestamp();
        foreach (var step in steps.TakeWhile(_ => !stop.IsCancellationRequested))
        {
            arrivals.Begin(step, start);
            while (Stopwatch.GetTimestamp() < arrivals.End && !stop.IsCancellationRequested)
            {
                Enqueue(waiting, arrivals);
                Drain(waiting);
                Wait(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), Math.Min(arrivals.Due, arrivals.End)));
            }
            // A stall over the end of the step is no reason to leave out what was due before it.
            Enqueue(waiting, arrivals);
            start = arrivals.End;
            _recorder.EndStep(step.Name);
        }
        var over = Stopwatch.GetTimestamp();
        while (_bySocket.Count + waiting.Count > 0 && Stopwatch.GetElapsedTime(over) < Grace)
        {
            Drain(waiting);
            Wait(TimeSpan.FromMilliseconds(100));
        }
        // What nobody answered in all this time is an error, not a call that never was.
        GiveUp();
        waiting.ToList().ForEach(_ => _recorder.Failed("never began: no connection was free"));
        return _recorder.Result();
    }

    private void Begin()
    {
        _recorder = new Recorder();
        GiveUp();
    }

    private static void Enqueue(Queue<(int User, long Intended)> waiting, Arrivals arrivals)
    {
        foreach (var call in arrivals.UpTo(Stopwatch.GetTimestamp()))
        {
            waiting.Enqueue(call);
        }
    }

    private void Drain(Queue<(int User, long Intended)> waiting)
    {
        while (waiting.Count > 0 && (_free.Count > 0 || _connections.Count < MaxConnections))
        {
            var (user, intended) = waiting.Dequeue();
            Start(user, intended);
        }
        while (waiting.Count > MaxWaiting)
        {
            waiting.Dequeue();
            _recorder.Failed("never began: too many waited");
        }
    }

    private void Start(int user, long intended)
    {
        if (!_free.TryPop(out var connection))
        {
            connection = new Connection(target);
            _connections.Add(connection);
        }
        try
        {
            connection.Send(calls.Next(user), intended);
            _bySocket.Add(connection.Socket, connection);
        }
        catch (SocketException e)
        {
            Broke(connection, e);
        }
    }

    private void Wait(TimeSpan atMost)
    {
        _recorder.Tick(tell);
        if (_bySocket.Count == 0)
        {
            // poll() without descriptors: nothing to read, only time to pass.
            Task.Delay(Max(TimeSpan.FromMilliseconds(1), Min(atMost, TimeSpan.FromMilliseconds(100)))).Wait();
            return;
        }
        _readable.Clear();
        _readable.AddRange(_bySocket.Keys);
        Socket.Select(_readable, null, null, Max(TimeSpan.FromMilliseconds(1), atMost));
        foreach (var socket in _readable)
        {
            Read(_bySocket[socket]);
        }
    }

    private void Read(Connection connection)
    {
        try
        {
            if (!connection.Receive())
            {
                return;
            }
        }
        catch (SocketException e)
        {
            Broke(connection, e);
            return;
        }
        var (intended, call) = connection.UnderWay!.Value;
        var reply = connection.Take();
        if (call.IsAnsweredBy(reply.Status))
        {
            _recorder.Answered(intended);
        }
        else
        {
            _recorder.Failed(call, reply);
        }
        calls.Answered(call, reply);
        _bySocket.Remove(connection.Socket);
        _free.Push(connection);
    }

    private void Broke(Connection connection, SocketException e)
    {
        _recorder.Failed($"the connection broke: {e.SocketErrorCode}");
        foreach (var (socket, _) in _bySocket.Where(p => p.Value == connection).ToList())
        {
            _bySocket.Remove(socket);
        }
        connection.Break();
        _free.Push(connection);
    }

    private void GiveUp()
    {
        foreach (var (_, connection) in _bySocket.ToList())
        {
            Broke(connection, new SocketException((int)SocketError.TimedOut));
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
