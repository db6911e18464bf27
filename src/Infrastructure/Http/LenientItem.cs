using System.Text.Json;
using System.Text.Json.Serialization;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http;

/// <summary>An item of a list that is read by itself, so that one that does not fit does not refuse the others.</summary>
/// <typeparam name="T">What each item should be.</typeparam>
/// <param name="Json">The item as it was sent.</param>
[JsonConverter(typeof(LenientItemConverterFactory))]
public readonly record struct LenientItem<T>(JsonElement Json)
    where T : class
{
    /// <summary>The item, or what is wrong with it as a body of its own would be told.</summary>
    public Result<T> Read()
    {
        try
        {
            return Json.Deserialize<T>(Base.Json.Options) is { } item
                ? item
                : Problems.MalformedJson.Because("The item is not a JSON object that this address takes.");
        }
        catch (JsonException e)
        {
            return ProblemExceptionHandler.OfJson(e);
        }
    }
}

internal sealed class LenientItemConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(LenientItem<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<LenientItem<T>>
        where T : class
    {
        public override bool HandleNull => true;

        public override LenientItem<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, LenientItem<T> value, JsonSerializerOptions options) =>
            value.Json.WriteTo(writer);
    }
}
