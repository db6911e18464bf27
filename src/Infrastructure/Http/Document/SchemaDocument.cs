using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>
/// Writes a type as it looks in JSON: members that may be omitted, exact numbers and civil dates as what they are, with what their comments say and
/// what their validator demands. Members of an answer are always sent.
/// </summary>
internal static class SchemaDocument
{
    /// <summary>The name of a type's component; null for what is written where it is used.</summary>
    public static string? NameOf(JsonTypeInfo type) =>
        Is(type.Type, typeof(Optional<>))
        || Is(type.Type, typeof(LenientItem<>))
        || (Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(System.Text.Json.JsonElement)
            ? null
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (Is(type, typeof(Optional<>)) || Is(type, typeof(LenientItem<>)))
        {
            await UnwrapAsync(schema, type.GetGenericArguments()[0], context, cancellation);
        }
        else if (type.IsGenericType && type.GetGenericArguments() is [var item] && Is(item, typeof(LenientItem<>)))
        {
            schema.Items = await context.GetOrCreateSchemaAsync(item.GetGenericArguments()[0], null, cancellation);
        }
        else
        {
            DescribeScalar(schema, type);
        }
        var isRecord =
            context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object
            && type.Assembly.GetName().Name!.StartsWith("Rupaya", StringComparison.Ordinal);
        if (isRecord && !Is(type, typeof(Optional<>)) && !Is(type, typeof(LenientItem<>)))
        {
            DescribeRecord(schema, type, context);
        }
        else if (context.JsonPropertyInfo is { } member)
        {
            DescribeMember(schema, member, context);
        }
    }

    private static void DescribeRecord(OpenApiSchema schema, Type type, OpenApiSchemaTransformerContext context)
    {
        schema.Description ??= XmlDocs.Summary(type);
        if (RequestTypes.In(context.ApplicationServices).TryGetValue(type, out var validator))
        {
            schema.Required = RequestRules.Required(schema.Properties?.Keys ?? [], type, validator);
        }
        else
        {
            var optional = context
                .JsonTypeInfo.Properties.Where(p => p.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: false) == true)
                .Select(p => p.Name);
            schema.Required?.ExceptWith(optional);
        }
    }

    private static void DescribeMember(OpenApiSchema schema, JsonPropertyInfo member, OpenApiSchemaTransformerContext context)
    {
        schema.Description = XmlDocs.Member(member.DeclaringType, member.Name) ?? schema.Description;
        if (RequestTypes.In(context.ApplicationServices).TryGetValue(member.DeclaringType, out var validator))
        {
            RequestRules.Apply(schema, member, member.DeclaringType, validator);
        }
    }

    private static async Task UnwrapAsync(
        OpenApiSchema schema,
        Type inner,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellation
    )
    {
        var described = await context.GetOrCreateSchemaAsync(inner, null, cancellation);
        (schema.Type, schema.Format, schema.Items, schema.Properties) = (
            described.Type,
            described.Format,
            described.Items,
            described.Properties
        );
        (schema.Required, schema.Description) = (described.Required, described.Description);
    }

    private static void DescribeScalar(OpenApiSchema schema, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(System.Text.Json.JsonElement))
        {
            // Any value.
            schema.Type =
                JsonSchemaType.Object
                | JsonSchemaType.Array
                | JsonSchemaType.String
                | JsonSchemaType.Number
                | JsonSchemaType.Boolean
                | JsonSchemaType.Null;
            return;
        }
        if (
            bare != typeof(decimal)
            && bare != typeof(DateOnly)
            && bare != typeof(DateTimeOffset)
            && bare != typeof(int)
            && bare != typeof(long)
        )
        {
            return;
        }
        var plain =
            bare == typeof(DateTimeOffset)
                ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }
                : TextSchemas.Of(bare);
        var nullable = bare == type ? default : JsonSchemaType.Null;
        (schema.Type, schema.Format, schema.Pattern) = (plain.Type | nullable, plain.Format, null);
    }

    private static bool Is(Type type, Type open) => type.IsGenericType && type.GetGenericTypeDefinition() == open;
}
