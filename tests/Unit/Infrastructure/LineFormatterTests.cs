using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Platform.Logs;

namespace Rupaya.Unit.Infrastructure;

/// <summary>One line of the log: what stands in it, and what never does.</summary>
public sealed class LineFormatterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 10, 20, 30, 456, TimeSpan.Zero);

    private static string Line(
        string message,
        IReadOnlyList<KeyValuePair<string, object?>>? state = null,
        EventId id = default,
        Exception? exception = null,
        HttpContext? request = null,
        LogLevel level = LogLevel.Warning
    )
    {
        using var writer = new StringWriter();
        var formatter = new LineFormatter(new ProcessInfo("worker"), new HttpContextAccessor { HttpContext = request }, new Fixed());
        var entry = new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(
            level,
            "Rupaya.Infrastructure.Messaging.EffectRunner",
            id,
            state ?? [],
            exception,
            (_, _) => message
        );
        formatter.Write(entry, null, writer);
        return writer.ToString();
    }

    private static JsonElement Parsed(string line)
    {
        line.ShouldEndWith("\n");
        line.Count(c => c == '\n').ShouldBe(1);
        return JsonElement.Parse(line);
    }

    private static string[] Names(JsonElement line) => [.. line.EnumerateObject().Select(p => p.Name)];

    [Fact]
    public void A_line_says_when_how_bad_who_in_which_release_what_and_where_it_comes_from()
    {
        var line = Parsed(
            Line(
                "Effect raise-alerts failed",
                [new("Effect", "raise-alerts"), new("{OriginalFormat}", "Effect {Effect} failed")],
                new EventId(7, "Failed")
            )
        );
        Names(line).ShouldBe(["timestamp", "level", "service", "version", "message", "event", "context"]);
        line.GetProperty("timestamp").GetString().ShouldBe("2026-11-26T10:20:30.456Z");
        line.GetProperty("level").GetString().ShouldBe("warn");
        line.GetProperty("service").GetString().ShouldBe("rupaya-worker");
        line.GetProperty("version").GetString().ShouldBe(ProcessInfo.Version);
        line.GetProperty("message").GetString().ShouldBe("Effect raise-alerts failed");
        line.GetProperty("event").GetString().ShouldBe("EffectRunner#Failed");
        line.GetProperty("context").GetRawText().ShouldBe("{\"effect\":\"raise-alerts\"}");
    }

    [Theory]
    [InlineData(LogLevel.Critical, "error")]
    [InlineData(LogLevel.Error, "error")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Debug, "debug")]
    public void Levels_have_four_names(LogLevel level, string name) =>
        Parsed(Line("x", level: level)).GetProperty("level").GetString().ShouldBe(name);

    [Fact]
    public void A_line_of_a_request_says_which_and_whose_by_the_routes_template()
    {
        var (user, book) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var request = new DefaultHttpContext { TraceIdentifier = "request-1" };
        request.Request.Method = "GET";
        request.Request.Path = "/api/v1/accounts/secret-path";
        request.Request.QueryString = new QueryString("?q=secret-query");
        request.Features.Set(new Caller(user, Guid.CreateVersion7(), null).In(book));
        request.SetEndpoint(
            new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("api/v1/accounts/{accountId}"), 0, null, null)
        );
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var text = Line(
            "GET …",
            [new("Method", "GET"), new("StatusCode", 200), new("Duration", 12.5)],
            new EventId(1, "request"),
            request: request
        );
        var line = Parsed(text);
        Names(line)
            .ShouldBe([
                "timestamp",
                "level",
                "service",
                "version",
                "message",
                "event",
                "requestId",
                "traceId",
                "userId",
                "bookId",
                "endpoint",
                "method",
                "statusCode",
                "duration",
            ]);
        line.GetProperty("event").GetString().ShouldBe("request");
        line.GetProperty("requestId").GetString().ShouldBe("request-1");
        line.GetProperty("traceId").GetString().ShouldBe(activity.TraceId.ToString());
        line.GetProperty("userId").GetGuid().ShouldBe(user);
        line.GetProperty("bookId").GetGuid().ShouldBe(book);
        line.GetProperty("endpoint").GetString().ShouldBe("/api/v1/accounts/{accountId}");
        line.GetProperty("statusCode").GetInt32().ShouldBe(200);
        line.GetProperty("duration").GetDouble().ShouldBe(12.5);
        text.ShouldNotContain("secret-");
    }

    [Fact]
    public void Of_what_was_thrown_stand_kinds_causes_and_places_but_not_what_somebody_wrote()
    {
        Exception thrown;
        try
        {
            throw new InvalidOperationException("no rcpt asha@example.org", new FormatException("The input string 'my secret' was wrong."));
        }
        catch (InvalidOperationException e)
        {
            thrown = e;
        }
        var text = Line(
            "Failed for asha.k+x@mail.example.org: eyJhbGciOi.eyJzdWIi.c2ln",
            [new("Reason", "ravi@example.org")],
            exception: thrown
        );
        var exception = Parsed(text).GetProperty("context").GetProperty("exception").GetString()!;
        exception.ShouldStartWith("System.InvalidOperationException: no rcpt …\n");
        exception.ShouldContain("caused by System.FormatException: The input string '…' was wrong.");
        exception.ShouldContain(nameof(Of_what_was_thrown_stand_kinds_causes_and_places_but_not_what_somebody_wrote));
        foreach (var secret in new[] { "asha", "ravi", "my secret", "eyJ" })
        {
            text.ShouldNotContain(secret);
        }
    }

    [Fact]
    public void Heads_of_the_audit_log_are_read_from_lines_of_this_release_and_of_earlier_ones()
    {
        var (subject, actor) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        KeyValuePair<string, object?>[] state =
        [
            new("Event", "signin.failed"),
            new("SubjectId", subject),
            new("ActorId", actor),
            new("At", "2026-11-26T10:20:30.456789Z"),
            new("N", 12L),
            new("Hash", "ab12"),
            new("{OriginalFormat}", AuditTrail.Template),
        ];
        var now = Line($"Audit signin.failed of {subject} …", state, new EventId(1, AuditTrail.EventName));
        var before = $$$"""
            {"Timestamp":"","EventId":1,"LogLevel":"Information","Category":"x","Message":"Audit signin.failed of x","State":{"Message":"x","Event":"signin.failed","SubjectId":"{{{subject}}}","ActorId":"{{{actor}}}","At":"2026-11-26T10:20:30.456789Z","N":12,"Hash":"ab12","{OriginalFormat}":"{{{AuditTrail.Template}}}"}}
            """;
        var expected = new LoggedHead(
            subject,
            12,
            "ab12",
            new DateTimeOffset(2026, 11, 26, 10, 20, 30, TimeSpan.Zero).AddMicroseconds(456_789)
        );
        AuditVerifier.ReadLog([now, before, now[..^40], "{\"message\":\"Audit none\",\"event\":\"other\"}"]).ShouldBe([expected, expected]);
    }

    private sealed class Fixed : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
