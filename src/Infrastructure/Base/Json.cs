using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Rupaya.Infrastructure.Base;

/// <summary>The one JSON dialect of the API: camelCase, money as numbers, text encoded only where JSON needs it.</summary>
public static class Json
{
    /// <summary>The one way JSON is read and written: camelCase, decimals without loss, civil dates as <c>YYYY-MM-DD</c>, instants in UTC.</summary>
    public static JsonSerializerOptions Options { get; } =
        Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    internal static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.RespectNullableAnnotations = false;
        options.MaxDepth = 32;
        options.Converters.Add(new OptionalConverterFactory());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new ExactDecimalConverter());
        options.Converters.Add(new CivilDateConverter());
        options.Converters.Add(new InstantConverter());
        return options;
    }
}

/// <summary>Reads a JSON number into a decimal only when no digit is lost, and writes it without trailing zeros.</summary>
internal sealed class ExactDecimalConverter : JsonConverter<decimal>
{
    private const int MaxDigits = 28;

    // Divided by it, a number keeps its value and loses its trailing zeros.
    private const decimal One = 1.0000000000000000000000000000m;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException("Must be a number.");
        }
        var text = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        if (!reader.TryGetDecimal(out var value) || Digits(text) > MaxDigits)
        {
            throw new JsonException("Must be a number of at most 28 digits.");
        }
        // Without trailing zeros: PostgreSQL keeps them, and a sum of such numbers would outgrow a decimal.
        return value / One;
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / One);

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (c is (byte)'e' or (byte)'E')
            {
                var isShort = int.TryParse(Encoding.ASCII.GetString(text[(text.IndexOf(c) + 1)..]), out var exponent);
                return isShort && exponent is >= -MaxDigits and <= MaxDigits ? digits + Math.Abs(exponent) : int.MaxValue;
            }
            digits += c is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
        }
        return digits;
    }
}

/// <summary>Civil dates are exactly <c>YYYY-MM-DD</c>.</summary>
internal sealed class CivilDateConverter : JsonConverter<DateOnly>
{
    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", out var date)
            ? date
            : throw new JsonException("Must be a date that exists, as YYYY-MM-DD.");

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("yyyy-MM-dd"));
}

/// <summary>Instants are UTC with the microseconds that PostgreSQL keeps.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant)
            ? instant
            : throw new JsonException("Must be an instant in ISO 8601.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"));
}
