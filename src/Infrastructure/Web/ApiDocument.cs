using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Rupaya.Infrastructure.Web;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c> and its explorer at <c>/docs</c>.</summary>
internal static class ApiDocument
{
    private const string Bearer = "bearer";

    private const string ExplorerPolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

    public static void AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.AddDocumentTransformer((document, _, _) => Describe(document));
                options.AddSchemaTransformer((schema, context, c) => DescribeTypeAsync(schema, context, c));
                options.AddOperationTransformer((operation, context, _) => DescribeOperation(operation, context));
            }
        );

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi();
        // A branch of its own: no other request pays for it.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal),
            docs =>
            {
                docs.Use(
                    (context, next) =>
                    {
                        context.Response.Headers.ContentSecurityPolicy = ExplorerPolicy;
                        return next(context);
                    }
                );
                docs.UseSwaggerUI(options =>
                {
                    options.RoutePrefix = "docs";
                    options.DocumentTitle = "Rupaya API";
                    options.SwaggerEndpoint("/openapi/v1.json", "Rupaya v1");
                });
            }
        );
    }

    private static Task Describe(OpenApiDocument document)
    {
        document.Info.Title = "Rupaya";
        document.Info.Version = "v1";
        document.Info.Description =
            "A finance backend that keeps money exact. Money is a JSON number in major units, always with an ISO 4217 currency; dates are civil "
            + "dates of the book (YYYY-MM-DD), instants are UTC. Errors are RFC 9457 problems with a stable code.";
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
        };
        return Task.CompletedTask;
    }

    // Types with converters of their own, and members that may be omitted, are what they look like in JSON.
    private static async Task DescribeTypeAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellation
    )
    {
        var type = context.JsonTypeInfo.Type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Given<>))
        {
            var inner = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellation);
            (schema.Type, schema.Format, schema.Items) = (inner.Type, inner.Format, inner.Items);
            type = type.GetGenericArguments()[0];
        }
        if (
            type.IsGenericType
            && type.GetGenericArguments()[0] is { IsGenericType: true } item
            && item.GetGenericTypeDefinition() == typeof(Loose<>)
        )
        {
            schema.Items = await context.GetOrCreateSchemaAsync(item.GetGenericArguments()[0], null, cancellation);
        }
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var nullable = bare == type ? default : JsonSchemaType.Null;
        if (bare == typeof(decimal))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.Number | nullable, null);
        }
        else if (bare == typeof(DateOnly) || bare == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String | nullable, bare == typeof(DateOnly) ? "date" : "date-time");
        }
    }

    private static Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query) ?? [])
        {
            parameter.Name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        }
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            operation.Parameters ??= [];
            operation.Parameters.Add(Header("X-Book-Id", "The book to act on; the caller's default book when omitted."));
        }
        if (metadata.OfType<IdempotentMetadata>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(Header("Idempotency-Key", "Makes a retry safe: the stored answer is replayed for 48 hours."));
        }
        return Task.CompletedTask;
    }

    private static OpenApiParameter Header(string name, string description) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
}
