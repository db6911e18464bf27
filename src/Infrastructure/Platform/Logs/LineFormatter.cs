using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Platform.Logs;

/// <summary>
/// Writes the log as one JSON object a line: <c>timestamp, level, service, version, message, event</c> always; <c>requestId, traceId, userId, bookId,
/// endpoint, method, statusCode, duration</c> where there is such a thing; everything else in <c>context</c>.
/// </summary>
internal sealed class LineFormatter(ProcessInfo process, IHttpContextAccessor requests, TimeProvider clock)
    : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "rupaya";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            var message = Scrubbing.Of(logEntry.Formatter(logEntry.State, logEntry.Exception));
            json.WriteStartObject();
            json.WriteString("timestamp", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("service", process.Service);
            json.WriteString("version", ProcessInfo.Version);
            json.WriteString("message", message);
            json.WriteString("event", EventName(logEntry.Category, logEntry.EventId));
            WriteFacts(json, new LineFacts(logEntry.State as IReadOnlyList<KeyValuePair<string, object?>>), logEntry.Exception);
            json.WriteEndObject();
        }
        textWriter.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        textWriter.Write('\n');
    }

    private void WriteFacts(Utf8JsonWriter json, LineFacts facts, Exception? exception)
    {
        var request = requests.HttpContext;
        var caller = request?.Features.Get<Caller>();
        WriteText(json, "requestId", request?.TraceIdentifier);
        WriteText(json, "traceId", Activity.Current?.TraceId.ToString());
        WriteText(json, "userId", facts.UserId ?? caller?.UserId.ToString());
        WriteText(json, "bookId", facts.BookId ?? caller?.BookId?.ToString());
        WriteText(json, "endpoint", request is null ? null : RequestNames.Endpoint(request));
        WriteText(json, "method", request is null ? null : RequestNames.Method(request));
        if (facts.StatusCode is { } status)
        {
            json.WriteNumber("statusCode", status);
        }
        if (facts.Duration is { } duration)
        {
            json.WriteNumber("duration", duration);
        }
        facts.WriteContext(json, exception);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>The name that was chosen for it, in lower case, or else where it comes from.</summary>
    private static string EventName(string category, EventId id) =>
        id.Name is [>= 'a' and <= 'z', ..] ? id.Name : $"{category[(category.LastIndexOf('.') + 1)..]}#{id.Name ?? id.ToString()}";

    private static string Level(LogLevel level) =>
        level switch
        {
            LogLevel.Critical or LogLevel.Error => "error",
            LogLevel.Warning => "warn",
            LogLevel.Information => "info",
            _ => "debug",
        };
}
