using System.Globalization;
using System.Text.Json;

namespace Rupaya.Infrastructure.Platform.Logs;

/// <summary>What a message says beside its text: what every line has a place for, and the rest.</summary>
internal sealed class LineFacts
{
    private const string Template = "{OriginalFormat}";

    private readonly List<KeyValuePair<string, object?>> _others = [];

    public LineFacts(IReadOnlyList<KeyValuePair<string, object?>>? state)
    {
        foreach (var (name, value) in state ?? [])
        {
            switch (name)
            {
                case "UserId":
                    UserId = value?.ToString();
                    break;
                case "BookId":
                    BookId = value?.ToString();
                    break;
                case "StatusCode" when value is int status:
                    StatusCode = status;
                    break;
                case "Duration" when value is double duration:
                    Duration = duration;
                    break;
                // Of the request, which knows them itself.
                case Template or "Method" or "Endpoint":
                    break;
                default:
                    _others.Add(new(name, value));
                    break;
            }
        }
    }

    public string? UserId { get; }

    public string? BookId { get; }

    public int? StatusCode { get; }

    /// <summary>Milliseconds.</summary>
    public double? Duration { get; }

    public void WriteContext(Utf8JsonWriter json, Exception? exception)
    {
        if (_others.Count == 0 && exception is null)
        {
            return;
        }
        json.WriteStartObject("context");
        foreach (var (name, value) in _others)
        {
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
            Write(json, value);
        }
        if (exception is not null)
        {
            json.WriteString("exception", Scrubbing.Of(exception));
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool yes:
                json.WriteBooleanValue(yes);
                break;
            case int or long or short or byte:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Scrubbing.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }
}
