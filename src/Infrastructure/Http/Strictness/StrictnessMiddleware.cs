using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http.Binding;

namespace Rupaya.Infrastructure.Http.Strictness;

/// <summary>
/// Tells a client what it sent in vain: a query parameter or body member that nothing reads is named (<see cref="Ignored"/>). What is given twice,
/// and what a resource has but the operation cannot change, is refused: which value was meant nobody knows.
/// </summary>
internal sealed class StrictnessMiddleware(RequestDelegate next, IDeprecatedCalls deprecated)
{
    private static readonly Error NotUtf8 = Problems.UnsupportedMediaType.Because("JSON is in UTF-8 (RFC 8259, 8.1).");

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null || RequestShape.Of(endpoint) is not { } shape)
        {
            return next(context);
        }
        TellOfEnd(context, endpoint);
        return shape.Body is null && !context.Request.QueryString.HasValue ? next(context) : LookAsync(context, endpoint, shape);
    }

    private async Task LookAsync(HttpContext context, Endpoint endpoint, RequestShape shape)
    {
        var body = shape.Body is null ? null : await JsonBody.ReadAsync(context);
        var refusal = body is not null && !IsUtf8(context.Request) ? NotUtf8 : Look(context, shape, body) ?? Select(context, endpoint);
        await (refusal is null ? next(context) : new ProblemResult(refusal).ExecuteAsync(context));
    }

    private void TellOfEnd(HttpContext context, Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<OperationFacts>()?.Deprecated is { } end)
        {
            var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;
            var operation = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
            end.Tell(context, operation);
            if (context.Features.Get<Caller>() is { Grant: not null } program)
            {
                deprecated.Add(program.SessionId, operation, end.Sunset);
            }
        }
    }

    private static Error? Look(HttpContext context, RequestShape shape, JsonBody? body)
    {
        if (body is null && context.Request.Query.Count == 0)
        {
            return null;
        }
        var ignored = new Ignored();
        return LookAt(context.Request.Query, shape, ignored) ?? LookAt(body, shape, ignored) ?? ignored.Tell(context);
    }

    /// <summary>Keeps which members of the answer are wanted, and takes what the client has of them for what the operation knows.</summary>
    private static Error? Select(HttpContext context, Endpoint endpoint)
    {
        var selected = FieldSelection.Of(context.Request, endpoint.Metadata.GetMetadata<FastEndpoints.EndpointDefinition>()!);
        if (selected is { IsSuccess: true, Value: { } fields })
        {
            context.Features.Set(fields);
            context.Request.Headers.IfNoneMatch = fields.Whole(context.Request.Headers.IfNoneMatch);
        }
        return selected.Error;
    }

    private static Error? LookAt(IQueryCollection query, RequestShape shape, Ignored ignored)
    {
        foreach (var (name, values) in query)
        {
            if (!shape.Query.TryGetValue(name, out var known))
            {
                ignored.Add(name, shape.Query);
            }
            else if (values.Count > 1)
            {
                return Error.Field(known, "Is given twice.");
            }
        }
        return null;
    }

    private static Error? LookAt(JsonBody? body, RequestShape shape, Ignored ignored)
    {
        if (body is null || BodyWalk.Of(body.Text.Span, shape.Body!, shape.Shown) is not { } found)
        {
            return null;
        }
        foreach (var (path, known) in found.Unknown)
        {
            ignored.Add(path, known);
        }
        return found.Twice.Count > 0 ? Error.Field([.. found.Twice], "Is given twice.")
            : found.ReadOnly.Count > 0 ? Error.Field([.. found.ReadOnly], "Cannot be changed.")
            : null;
    }

    private static bool IsUtf8(HttpRequest request) =>
        request.GetTypedHeaders().ContentType?.Charset is not { HasValue: true } charset
        || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
}
