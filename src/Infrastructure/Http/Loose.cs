using System.Text.Json;
using System.Text.Json.Serialization;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http;

/// <summary>An item of a list that is read by itself, so that one that does not fit does not refuse the others.</summary>
/// <typeparam name="T">What each item should be.</typeparam>
[JsonConverter(typeof(LooseConverterFactory))]
internal readonly record struct Loose<T>(JsonElement Json)
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
            return Faults.OfJson(e);
        }
    }
}

internal sealed class LooseConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Loose<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Loose<T>>
        where T : class
    {
        public override bool HandleNull => true;

        public override Loose<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, Loose<T> value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
    }
}
