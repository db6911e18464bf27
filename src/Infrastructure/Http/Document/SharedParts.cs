using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>The parts of the document that operations refer to.</summary>
internal static class SharedParts
{
    public const string Bearer = "bearer";
    public const string Token = "token";
    public const string ProblemBody = "Problem";
    public const string BookId = "BookId";
    public const string IdempotencyKey = "IdempotencyKey";
    public const string IfMatch = "IfMatch";
    public const string IfNoneMatch = "IfNoneMatch";
    public const string SomeETag = "SomeETag";
    public const string Prefer = "Prefer";
    public const string Fields = "Fields";

    public static void Add(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The access token of POST /auth/signin.",
            },
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "rupaya_pat_…",
                Description = "A token for programs of POST /user/tokens, with the scope that the operation names (x-scope).",
            },
        };
        document.Components.Parameters = new Dictionary<string, IOpenApiParameter>(StringComparer.Ordinal)
        {
            [BookId] = Parameter("X-Book-Id", "The book to act on; the caller's default book when omitted.", "uuid"),
            [IdempotencyKey] = Parameter(
                "Idempotency-Key",
                "Makes a retry safe: the stored answer is replayed for 48 hours.",
                maxLength: 255
            ),
            [IfMatch] = Parameter("If-Match", "An ETag: the write is refused with 412 unless that version is current."),
            [IfNoneMatch] = Parameter("If-None-Match", "An ETag: answers 304 while it is current."),
            [Fields] = new OpenApiParameter
            {
                Name = "fields",
                In = ParameterLocation.Query,
                Description =
                    "Members of the answer, with commas between; of a list, of its items. Only these are sent. 400 unknown_field names the nearest.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            },
            [Prefer] = Parameter("Prefer", "handling=strict refuses unknown parameters and members (RFC 7240)."),
        };
        document.Components.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            ["Location"] = Header("Path of what was created.", required: true),
            ["ETag"] = Header("Version of the resource, for If-Match and If-None-Match.", required: true),
            [SomeETag] = Header("Version of the resource, where the answer is one of its present state."),
            ["Link"] = Header("rel=\"next\": the next page; absent on the last (RFC 8288)."),
            ["Rupaya-Seq"] = Header("Of a write: the number of the book's last change, with what was written in it."),
            ["Deprecation"] = Header("Since when it should not be used: @ and Unix seconds (RFC 9745).", required: true),
            ["Sunset"] = Header("When it may be gone (RFC 8594).", required: true),
            ["Idempotency-Replayed"] = Header("true: the stored answer of an earlier request with the same key."),
            ["RateLimit"] = Header("What is left of each limit (draft-ietf-httpapi-ratelimit-headers)."),
            ["RateLimit-Policy"] = Header("The limits that hold here."),
            ["Retry-After"] = Header("Seconds until trying again makes sense."),
            ["WWW-Authenticate"] = Header("Bearer (RFC 6750)."),
        };
        document.Components.Examples = Problems
            .All.DistinctBy(p => p.Code)
            .ToDictionary(p => p.Code, p => (IOpenApiExample)ExampleOf(p), StringComparer.Ordinal);
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Schemas[ProblemBody] = ProblemSchema();
    }

    private static OpenApiExample ExampleOf(Problem problem)
    {
        var status = ProblemResult.StatusOf(problem.Kind);
        return new OpenApiExample
        {
            Summary = problem.Title,
            Description = problem.WhatToDo,
            Value = new JsonObject
            {
                ["type"] = ProblemResult.TypeOf(problem.Code),
                ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
                ["status"] = status,
                ["detail"] = problem.Title,
                ["code"] = problem.Code,
                ["requestId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
            },
        };
    }

    private static OpenApiParameter Parameter(string name, string description, string? format = null, int? maxLength = null) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = format,
                MaxLength = maxLength,
            },
        };

    /// <param name="description">What it says.</param>
    /// <param name="required">True when it is always there where it is stated.</param>
    private static OpenApiHeader Header(string description, bool required = false) =>
        new()
        {
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    private static OpenApiSchema ProblemSchema() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description = "A refusal (RFC 9457). Switch on code; x-codes of an answer lists those that the operation has.",
            Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail", "code", "requestId" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = Text("Where the code is explained.", "uri-reference"),
                ["title"] = Text("The status in words."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
                ["detail"] = Text("What went wrong, for people."),
                ["code"] = Text("Stable, in snake_case."),
                ["requestId"] = Text("For asking the operator; also in X-Request-Id."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "What is wrong with each member, by its name.",
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text("A sentence about the member.") },
                },
                ["methods"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = Text("A method, such as password or totp."),
                    Description = "With step_up_required: with what the caller can show who they are.",
                },
                ["epoch"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Description = "With sync_reset: which life of the book this is; each restore begins another.",
                },
                ["maxAge"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Description = "With step_up_required: for how many seconds it counts.",
                },
                ["currentVersion"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int64",
                    Description = "With stale_version: the version that is current now.",
                },
            },
        };

    private static OpenApiSchema Text(string description, string? format = null) =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = format,
            Description = description,
        };
}
