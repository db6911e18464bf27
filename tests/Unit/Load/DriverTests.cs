using System.Net;
using System.Net.Sockets;
using Rupaya.Load.Driving;
using Rupaya.Load.Scenarios;

namespace Rupaya.Unit.Load;

/// <summary>The driver against a server on loopback that answers as the test says; alone, because that server answers when it has a thread.</summary>
[CollectionDefinition(nameof(DriverTests), DisableParallelization = true)]
[Collection(nameof(DriverTests))]
public sealed class DriverTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private int _answered;
    private bool _closes;

    public DriverTests() => _listener.Start(100);

    public void Dispose()
    {
        _over.Cancel();
        _listener.Dispose();
        _over.Dispose();
    }

    [Fact]
    public void A_stall_counts_in_full_for_every_call_that_should_have_begun_in_it()
    {
        // One answer is a second late, and the server does nothing else meanwhile.
        Serve(n => n == 50 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero, "200 OK");
        using var driver = new Driver((IPEndPoint)_listener.LocalEndpoint, Calls());
        var measured = driver.OpenLoop([new Step("steady", 100, 100, 3)], TimeSpan.FromSeconds(1), CancellationToken.None);
        measured.All.Errors.ShouldBe(0);
        measured.All.Count.ShouldBeInRange(295, 305);
        measured.All.MaxMs.ShouldBeGreaterThan(990);
        // A hundred of three hundred fell into that second: a sixth of all waited more than half of it. Measured from when they were sent, one would have.
        measured.All.P95Ms.ShouldBeGreaterThan(700);
        measured.All.P50Ms.ShouldBeLessThan(100);
        measured.TimeLine.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void Users_come_as_the_steps_say()
    {
        Serve(_ => TimeSpan.Zero, "200 OK");
        using var driver = new Driver((IPEndPoint)_listener.LocalEndpoint, Calls());
        var measured = driver.OpenLoop(
            [new Step("ramp", 0, 200, 1), new Step("spike", 300, 300, 1)],
            TimeSpan.FromSeconds(1),
            CancellationToken.None
        );
        measured.Steps.Select(s => s.Name).ShouldBe(["ramp", "spike"]);
        measured.Steps[0].Count.ShouldBeInRange(70, 130);
        measured.All.Count.ShouldBeInRange(370, 430);
    }

    [Fact]
    public void A_closed_loop_asks_again_when_it_is_answered_and_tells_errors_apart()
    {
        Serve(_ => TimeSpan.Zero, "500 Internal Server Error");
        using var driver = new Driver((IPEndPoint)_listener.LocalEndpoint, Calls());
        var measured = driver.ClosedLoop(4, TimeSpan.FromSeconds(2), CancellationToken.None);
        measured.All.Count.ShouldBe(0);
        // More than one each.
        measured.All.Errors.ShouldBeGreaterThan(4);
        measured.All.ErrorRate.ShouldBe(1);
        measured.Problems[0].ShouldContain("500 instead of 200");
    }

    [Fact]
    public void A_connection_that_the_server_closed_meanwhile_is_no_error()
    {
        _closes = true;
        Serve(_ => TimeSpan.Zero, "200 OK");
        using var driver = new Driver((IPEndPoint)_listener.LocalEndpoint, Calls());
        var measured = driver.OpenLoop([new Step("steady", 10, 10, 2)], TimeSpan.FromSeconds(1), CancellationToken.None);
        measured.Problems.ShouldBeEmpty();
        measured.All.Count.ShouldBeGreaterThan(15);
    }

    [Fact]
    public void Where_nobody_listens_a_closed_loop_tries_again_now_and_then()
    {
        var nobody = (IPEndPoint)_listener.LocalEndpoint;
        _listener.Stop();
        using var driver = new Driver(nobody, Calls());
        var measured = driver.ClosedLoop(4, TimeSpan.FromSeconds(1), CancellationToken.None);
        measured.All.Count.ShouldBe(0);
        measured.All.Errors.ShouldBeInRange(8, 60);
    }

    [Fact]
    public void What_was_due_before_a_stall_over_the_end_of_a_step_is_not_left_out()
    {
        var arrivals = new Arrivals(TimeSpan.FromSeconds(1));
        var second = System.Diagnostics.Stopwatch.Frequency;
        arrivals.Begin(new Step("steady", 10, 10, 2), 5 * second);
        arrivals.UpTo(6 * second).Count().ShouldBe(11);
        var late = arrivals.UpTo(60 * second).ToList();
        late.Count.ShouldBe(9);
        late.ShouldAllBe(c => c.Intended > 6 * second && c.Intended < 7 * second);
        late[0].User.ShouldBe(1);
    }

    private static Repeated Calls() => new(_ => Call.Get("/", null));

    private void Serve(Func<int, TimeSpan> pause, string status)
    {
        // One at a time: what stalls one connection stalls them all.
        var turn = new SemaphoreSlim(1);
        _ = Task.Run(async () =>
        {
            while (!_over.IsCancellationRequested)
            {
                var socket = await _listener.AcceptSocketAsync(_over.Token);
                _ = Task.Run(() => AnswerAsync(socket, pause, status, turn));
            }
        });
    }

    private async Task AnswerAsync(Socket socket, Func<int, TimeSpan> pause, string status, SemaphoreSlim turn)
    {
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, _over.Token) > 0)
        {
            await turn.WaitAsync(_over.Token);
            await Task.Delay(pause(_answered++), _over.Token);
            turn.Release();
            await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\nok"), _over.Token);
            if (_closes)
            {
                break;
            }
        }
        socket.Dispose();
    }
}
