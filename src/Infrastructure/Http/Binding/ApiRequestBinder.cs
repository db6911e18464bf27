using System.Reflection;
using System.Text.Json;
using FastEndpoints;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.Binding;

/// <summary>
/// Reads a request by its <see cref="RequestShape"/>: the JSON body in the API's dialect, from the bytes that were checked and fingerprinted, and
/// each text of query and route by itself. Each text that does not fit is named.
/// </summary>
internal sealed class ApiRequestBinder<TRequest> : IRequestBinder<TRequest>
    where TRequest : notnull
{
    private static readonly ConstructorInvoker New = ConstructorInvoker.Create(RequestConstructor.Of(typeof(TRequest)));

    public ValueTask<TRequest> BindAsync(BinderContext ctx, CancellationToken ct)
    {
        var shape = RequestShape.Of(ctx.HttpContext.GetEndpoint()!)!;
        return shape.BodyType is null ? ValueTask.FromResult(FromTexts(ctx, shape)) : FromBodyAsync(ctx, shape);
    }

    private static async ValueTask<TRequest> FromBodyAsync(BinderContext ctx, RequestShape shape)
    {
        var request = await FromBodyAsync(ctx.HttpContext);
        var values = Read(ctx, shape);
        for (var i = 0; i < values.Length; i++)
        {
            shape.Texts[i].Property.SetValue(request, values[i]);
        }
        return request;
    }

    private static async ValueTask<TRequest> FromBodyAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context);
        if (body is null && HasBody(context.Request))
        {
            throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status415UnsupportedMediaType);
        }
        var request = body is { Text.Length: > 0 } ? JsonSerializer.Deserialize<TRequest>(body.Text.Span, Json.Options) : default;
        if (request is null && context.GetEndpoint()!.Metadata.GetMetadata<OptionalBodyMetadata>() is not null)
        {
            request = JsonSerializer.Deserialize<TRequest>("{}", Json.Options);
        }
        return request ?? throw new BadHttpRequestException("A JSON body is required.");
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentType is not null || request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;

    /// <summary>The texts of a request without body are in the order of its constructor (<see cref="RequestShape.Texts"/>).</summary>
    private static TRequest FromTexts(BinderContext ctx, RequestShape shape) =>
        (TRequest)(shape.Texts.Count == 0 ? New.Invoke() : New.Invoke(Read(ctx, shape).AsSpan()));

    private static object?[] Read(BinderContext ctx, RequestShape shape)
    {
        var values = new object?[shape.Texts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var member = shape.Texts[i];
            if (!member.TryRead(ctx.HttpContext.Request, out values[i]))
            {
                ctx.ValidationFailures.Add(new ValidationFailure(member.Name, ProblemExceptionHandler.Expected(member.Type.Name)));
            }
        }
        return ctx.ValidationFailures.Count == 0
            ? values
            : throw new ValidationFailureException(ctx.ValidationFailures, "A text does not fit.");
    }
}
