using System.Text.Json;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Unit.Infrastructure;

public sealed class PlumbingTests
{
    private sealed record Money(decimal Amount);

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("85000.00", "85000")]
    [InlineData("1e2", "100")]
    [InlineData("-999999999.99", "-999999999.99")]
    public void Money_is_read_exactly_and_written_without_trailing_zeros(string text, string written)
    {
        var read = JsonSerializer.Deserialize<Money>($$"""{"amount":{{text}}}""", Json.Options)!;
        JsonSerializer.Serialize(read, Json.Options).ShouldBe($$"""{"amount":{{written}}}""");
    }

    [Theory]
    [InlineData("1e309")]
    [InlineData("1e-40")]
    [InlineData("1e-2147483648")]
    [InlineData("1e2147483647")]
    [InlineData("\"1\"")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("99999999999999999999999999999999999")]
    public void Money_that_would_lose_a_digit_is_refused(string text) =>
        Should
            .Throw<JsonException>(() => JsonSerializer.Deserialize<Money>($$"""{"amount":{{text}}}""", Json.Options))
            .Path.ShouldBe("$.amount");

    [Fact]
    public void A_cursor_leads_back_to_its_place()
    {
        var cursor = new Cursor(new DateOnly(2026, 11, 20), Guid.CreateVersion7());
        Cursor.Parse(cursor.ToString()).Value.ShouldBe(cursor);
        Cursor.Parse(null).Value.ShouldBeNull();
        foreach (var bad in new[] { "", "zzz", "!!!", new string('A', 65), "____________________________" })
        {
            Cursor.Parse(bad).Error!.Code.ShouldBe("invalid_cursor");
        }
    }

    [Fact]
    public void The_floor_lags_thirty_seconds_and_gives_way_to_a_full_scan()
    {
        var clock = new Clock();
        var floor = new OutboxFloor(clock);
        floor.Next().ShouldBe(0);
        floor.Saw(100);
        clock.Now += TimeSpan.FromSeconds(10);
        floor.Next().ShouldBe(0);
        clock.Now += TimeSpan.FromSeconds(21);
        floor.Next().ShouldBe(0, "the full scan that is due every 30 seconds");
        floor.Next().ShouldBe(100);
        floor.LeftBehind(40);
        floor.Next().ShouldBe(39);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost", true)]
    [InlineData("::1", true)]
    [InlineData("127.0.0.1:6379", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("db.example", false)]
    [InlineData("localhost,db.example", false)]
    public void Only_loopback_may_do_without_TLS(string host, bool allowed)
    {
        var require = () => TransportSecurity.RequireForRemote("Postgres", host, encrypted: false);
        if (allowed)
        {
            require();
        }
        else
        {
            Should.Throw<InvalidOperationException>(require).Message.ShouldContain("TLS");
        }
        TransportSecurity.RequireForRemote("Postgres", host, encrypted: true);
    }

    [Fact]
    public void Backoff_doubles_up_to_five_minutes()
    {
        var policy = new EffectPolicy(Concurrency: 1, Batch: 1, Prefetch: 4, MaxAttempts: 30, RetryMs: 200);
        policy.Backoff(1).ShouldBe(TimeSpan.FromMilliseconds(200));
        policy.Backoff(3).ShouldBe(TimeSpan.FromMilliseconds(800));
        policy.Backoff(30).ShouldBe(TimeSpan.FromMinutes(5));
        policy.Backoffs().Length.ShouldBe(29);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
