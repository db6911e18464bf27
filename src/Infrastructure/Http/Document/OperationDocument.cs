using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http.Binding;
using Rupaya.Infrastructure.Http.RateLimits;
using Rupaya.Infrastructure.Http.Strictness;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>Writes what an operation takes and answers from its endpoint's definition: parameters, body, headers, security and problems.</summary>
internal static class OperationDocument
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var definition = context.Description.ActionDescriptor.EndpointMetadata.OfType<EndpointDefinition>().FirstOrDefault();
        return definition is null ? Task.CompletedTask : DescribeAsync(operation, definition, context, cancellation);
    }

    private static async Task DescribeAsync(
        OpenApiOperation operation,
        EndpointDefinition definition,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var metadata = definition.EndpointMetadata ?? [];
        var facts = metadata.OfType<OperationFacts>().FirstOrDefault() ?? new OperationFacts();
        operation.OperationId = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(operation.OperationId!);
        operation.Summary = definition.EndpointSummary?.Summary;
        operation.Description = definition.EndpointSummary?.Description is { Length: > 0 } description ? description : null;
        operation.Deprecated = facts.Deprecated is not null;
        operation.Parameters = [.. Parameters(definition), .. Headers(definition, facts, context.Document!)];
        await DescribeBodyAsync(operation, metadata, context, cancellation);
        DescribeSecurity(operation, definition, metadata, context.Document!);
        AnswerDocument.Describe(operation, definition, facts, context.Document!);
        await DescribeAlternativesAsync(operation, facts, context, cancellation);
        OperationExamples.Add(operation);
    }

    private static IEnumerable<IOpenApiParameter> Parameters(EndpointDefinition definition)
    {
        var shape = RequestShape.Of(definition);
        var validator = Validators.Of(definition);
        var route = Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse(definition.Routes[0]);
        foreach (var part in route.Parameters)
        {
            var member = shape.Texts.FirstOrDefault(t => t.IsInRoute && t.Name.Equals(part.Name, StringComparison.OrdinalIgnoreCase));
            var constraint = part.ParameterPolicies.Select(p => p.Content).FirstOrDefault();
            yield return new OpenApiParameter
            {
                Name = part.Name,
                In = ParameterLocation.Path,
                Required = true,
                Description = Describe(definition, part.Name) ?? DefaultOf(part.Name),
                Schema =
                    member is not null ? TextSchemas.Of(member.Type)
                    : constraint == "guid" ? TextSchemas.Of(typeof(Guid))
                    : constraint == "int" ? TextSchemas.Of(typeof(int))
                    : TextSchemas.Of(typeof(string)),
            };
        }
        foreach (var text in shape.Texts.Where(t => !t.IsInRoute))
        {
            var schema = TextSchemas.Of(text.Type);
            var required = RequestRules.Apply(schema, text.Name, validator);
            yield return new OpenApiParameter
            {
                Name = text.Name,
                In = ParameterLocation.Query,
                Required = required,
                Description = Describe(definition, text.Property.Name) ?? DefaultOf(text.Name),
                Schema = schema,
            };
        }
    }

    private static string? Describe(EndpointDefinition definition, string name) => XmlDocs.Member(definition.ReqDtoType, name);

    private static string DefaultOf(string name) =>
        name.EndsWith("Id", StringComparison.Ordinal) ? $"The {name[..^2]}'s id." : $"The {name}.";

    private static IEnumerable<IOpenApiParameter> Headers(EndpointDefinition definition, OperationFacts facts, OpenApiDocument document)
    {
        List<(bool Applies, string Name)> headers =
        [
            (FieldSelection.IsOffered(definition), SharedParts.Fields),
            (facts.InBook, SharedParts.BookId),
            (definition.EndpointMetadata?.OfType<IdempotentMetadata>().Any() == true, SharedParts.IdempotencyKey),
            (facts.IsVersioned, SharedParts.IfMatch),
            (facts.IsTagged && definition.Verbs.Contains("GET"), SharedParts.IfNoneMatch),
            (RequestShape.Of(definition) is { Body: not null } or { Query.Count: > 0 } or { Texts.Count: > 0 }, SharedParts.Prefer),
        ];
        return headers
            .Where(h => h.Applies)
            .Select(h => (IOpenApiParameter)new OpenApiParameterReference(h.Name, document))
            .Concat(
                facts.Headers.Select(h => new OpenApiParameter
                {
                    Name = h.Key,
                    In = ParameterLocation.Header,
                    Description = h.Value,
                    Schema = TextSchemas.Of(typeof(string)),
                })
            );
    }

    private static async Task DescribeBodyAsync(
        OpenApiOperation operation,
        object[] metadata,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        if (metadata.OfType<FormMetadata>().FirstOrDefault() is { } form)
        {
            var schema = await context.GetOrCreateSchemaAsync(form.Form, null, cancellation);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [form.MediaType] = new() { Schema = schema } },
            };
        }
        else if (operation.RequestBody is OpenApiRequestBody { Content: { } content } body)
        {
            content.Remove("*/*");
            body.Required = !metadata.OfType<OptionalBodyMetadata>().Any();
        }
    }

    private static async Task DescribeAlternativesAsync(
        OpenApiOperation operation,
        OperationFacts facts,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var content = facts.Alternatives.Count > 0 ? operation.Responses?["200"].Content?["application/json"] : null;
        if (content is null)
        {
            return;
        }
        List<IOpenApiSchema> schemas = [content.Schema!];
        foreach (var type in facts.Alternatives)
        {
            context.Document!.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellation));
            schemas.Add(new OpenApiSchemaReference(type.Name, context.Document));
        }
        content.Schema = new OpenApiSchema { OneOf = schemas };
    }

    private static void DescribeSecurity(
        OpenApiOperation operation,
        EndpointDefinition definition,
        object[] metadata,
        OpenApiDocument document
    )
    {
        var isAnonymous = definition.AnonymousVerbs?.Length > 0;
        var bearer = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SharedParts.Bearer, document)] = [] };
        var access = RouteAccess.Of(definition);
        var token = new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(SharedParts.Token, document)] = access.Scope is null ? [] : [access.Scope],
        };
        operation.Security =
            !isAnonymous && (access.Scope is not null || access.IsForAnyToken) ? [bearer, token]
            : !isAnonymous ? [bearer]
            : metadata.OfType<OptionalCallerMetadata>().Any() ? [bearer, []]
            : [];
        var policy = metadata.OfType<RatePolicy>().FirstOrDefault()?.Name ?? (isAnonymous ? "public" : "user");
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        operation.Extensions["x-rate-policy"] = new JsonNodeExtension(policy);
        if (!isAnonymous && access.Scope is not null)
        {
            operation.Extensions["x-scope"] = new JsonNodeExtension(access.Scope);
        }
        if (access.NeedsStepUp)
        {
            operation.Extensions["x-step-up"] = new JsonNodeExtension(true);
        }
    }
}
