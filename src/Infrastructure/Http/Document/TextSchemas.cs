using Microsoft.OpenApi;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>How a value is written as one text, or as a JSON scalar.</summary>
internal static class TextSchemas
{
    public static OpenApiSchema Of(Type type) =>
        type == typeof(Guid) ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }
        : type == typeof(QueryDate) || type == typeof(DateOnly) ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" }
        : type == typeof(QueryInstant) ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }
        : type == typeof(QueryNumber) || type == typeof(decimal) ? new OpenApiSchema { Type = JsonSchemaType.Number, Format = "decimal" }
        : type == typeof(int) ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" }
        : type == typeof(long) ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" }
        : type == typeof(bool) ? new OpenApiSchema { Type = JsonSchemaType.Boolean }
        : new OpenApiSchema { Type = JsonSchemaType.String };
}
