using System.Globalization;
using System.Text.Json.Nodes;
using FastEndpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>Writes the answers of an operation: headers of a success, and each status of a problem with its codes and an example of each.</summary>
internal static class AnswerDocument
{
    /// <summary>The extension that lists the codes of a refusal.</summary>
    public const string Codes = "x-codes";

    public static void Describe(OpenApiOperation operation, EndpointDefinition definition, OperationFacts facts, OpenApiDocument document)
    {
        operation.Responses ??= [];
        var isIdempotent = definition.EndpointMetadata?.OfType<IdempotentMetadata>().Any() == true;
        foreach (var (status, response) in operation.Responses)
        {
            if (status.StartsWith('2') && response is OpenApiResponse success)
            {
                var isState = success.Content?.Count > 0 && !definition.Verbs.Contains("DELETE");
                success.Headers = HeadersOf(status, isState, facts, isIdempotent, document);
                if (facts.InBook && !definition.Verbs.Contains("GET"))
                {
                    success.Headers["Rupaya-Seq"] = new OpenApiHeaderReference("Rupaya-Seq", document);
                }
                foreach (var (name, said) in facts.Sent)
                {
                    success.Headers[name] = new OpenApiHeader
                    {
                        Description = said,
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    };
                }
                DescribeFile(success, definition);
            }
        }
        if (facts.IsTagged && definition.Verbs.Contains("GET"))
        {
            operation.Responses["304"] = new OpenApiResponse { Description = "The client has what is current." };
        }
        foreach (var problems in OperationProblems.Of(definition).GroupBy(p => ProblemResult.StatusOf(p.Kind)).OrderBy(g => g.Key))
        {
            operation.Responses[problems.Key.ToString(CultureInfo.InvariantCulture)] = Refusal(problems.Key, [.. problems], document);
        }
        if (facts.SendsBrowsersOn)
        {
            DescribeBrowsers(operation.Responses, document);
        }
    }

    /// <summary>Where browsers come, a success is a 303, and a refusal may be a page.</summary>
    private static void DescribeBrowsers(OpenApiResponses responses, OpenApiDocument document)
    {
        foreach (var success in responses.Keys.Where(k => k.StartsWith('2')).ToList())
        {
            responses.Remove(success);
        }
        responses["303"] = new OpenApiResponse
        {
            Description = "To the address that the sign-in was begun for.",
            Headers = HeadersOf("201", isState: false, new OperationFacts(), isIdempotent: false, document),
        };
        if (responses["400"].Content is { } refusal)
        {
            refusal["text/html"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }
    }

    /// <summary>A file is sent as it is, not in base64; one of JSON is a list of its rows.</summary>
    private static void DescribeFile(OpenApiResponse success, EndpointDefinition definition)
    {
        if (definition.ResDtoType != typeof(byte[]))
        {
            return;
        }
        foreach (var (type, file) in success.Content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal))
        {
            file.Schema =
                type == "application/json"
                    ? new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = new OpenApiSchema { Type = JsonSchemaType.Object },
                    }
                    : new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        }
    }

    private static Dictionary<string, IOpenApiHeader> HeadersOf(
        string status,
        bool isState,
        OperationFacts facts,
        bool isIdempotent,
        OpenApiDocument document
    )
    {
        List<(bool Applies, string Name, string Part)> headers =
        [
            (status == "201" || (status == "202" && isIdempotent), "Location", "Location"),
            (isState && (facts.IsTagged || facts.IsVersioned), "ETag", facts.IsTaggedSometimes ? SharedParts.SomeETag : "ETag"),
            (facts.IsPaged || facts.Deprecated is not null, "Link", "Link"),
            (facts.Deprecated is not null, "Deprecation", "Deprecation"),
            (facts.Deprecated is not null, "Sunset", "Sunset"),
            (isIdempotent, "Idempotency-Replayed", "Idempotency-Replayed"),
            (true, "RateLimit", "RateLimit"),
            (true, "RateLimit-Policy", "RateLimit-Policy"),
        ];
        return headers
            .Where(h => h.Applies)
            .ToDictionary(h => h.Name, h => (IOpenApiHeader)new OpenApiHeaderReference(h.Part, document), StringComparer.Ordinal);
    }

    private static OpenApiResponse Refusal(int status, List<Problem> problems, OpenApiDocument document)
    {
        var examples = problems
            .Select(p => p.Code)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(code => code, code => (IOpenApiExample)new OpenApiExampleReference(code, document), StringComparer.Ordinal);
        var response = new OpenApiResponse
        {
            Description = string.Join(", ", examples.Keys),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new()
                {
                    Schema = new OpenApiSchemaReference(SharedParts.ProblemBody, document),
                    Examples = examples,
                },
            },
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                [Codes] = new JsonNodeExtension(new JsonArray([.. examples.Keys.Select(c => (JsonNode)c)])),
            },
        };
        var header =
            status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status423Locked
                ? "Retry-After"
            : status == StatusCodes.Status401Unauthorized
            || problems.Exists(p => p == Problems.StepUpRequired || p == Problems.InsufficientScope)
                ? "WWW-Authenticate"
            : null;
        if (header is not null)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                [header] = new OpenApiHeaderReference(header, document),
            };
        }
        return response;
    }
}
