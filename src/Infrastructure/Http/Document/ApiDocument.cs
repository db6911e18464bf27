using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c> and its explorer at <c>/docs</c>.</summary>
internal static class ApiDocument
{
    /// <summary>Of the one document.</summary>
    public const string Name = "v1";

    private const string Path = $"/openapi/{Name}.json";

    private const string ExplorerPolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

    public static void AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<DocumentFile>();
        services.AddOpenApi(
            Name,
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.AddDocumentTransformer((document, context, cancellation) => DescribeAsync(document, context, cancellation));
                options.CreateSchemaReferenceId = SchemaDocument.NameOf;
                options.AddSchemaTransformer(SchemaDocument.DescribeAsync);
                options.AddOperationTransformer(OperationDocument.DescribeAsync);
            }
        );
    }

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapGet(Path, (HttpContext context, DocumentFile file) => file.ServeAsync(context)).ExcludeFromDescription();
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
                    options.SwaggerEndpoint(Path, "Rupaya v1");
                });
            }
        );
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info.Title = "Rupaya";
        document.Info.Version = ChangeLog.Current;
        document.Info.Description =
            "A finance backend that keeps money exact. Money is a JSON number in major units, always with an ISO 4217 currency; dates are civil "
            + "dates of the book (YYYY-MM-DD), instants are UTC. Errors are RFC 9457 problems with a stable code.";
        document.Servers = [];
        SharedParts.Add(document);
        SharedRefusals.Share(document);
        return WebhookDocument.AddAsync(document, context, cancellation);
    }
}
