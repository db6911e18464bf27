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
    private static readonly ConstructorInfo Constructor = typeof(TRequest)
        .GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .OrderByDescending(c => c.GetParameters().Length)
        .First();

    private static readonly string[] Parameters = [.. Constructor.GetParameters().Select(p => p.Name!)];

    private static readonly ConstructorInvoker New = ConstructorInvoker.Create(Constructor);

    public async ValueTask<TRequest> BindAsync(BinderContext ctx, CancellationToken ct)
    {
        var context = ctx.HttpContext;
        var shape = RequestShape.Of(context.GetEndpoint()!)!;
        if (shape.BodyType is null)
        {
            return shape.Texts.Count == 0 ? (TRequest)New.Invoke() : FromTexts(ctx, shape);
        }
        var request = await FromBodyAsync(context);
        foreach (var (member, value) in Read(ctx, shape))
        {
            member.Property.SetValue(request, value);
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
        return request ?? throw new BadHttpRequestException("A JSON body is required.");
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentType is not null || request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;

    private static TRequest FromTexts(BinderContext ctx, RequestShape shape)
    {
        var values = Read(ctx, shape).ToDictionary(v => v.Member.Property.Name, v => v.Value, StringComparer.Ordinal);
        return (TRequest)New.Invoke(Array.ConvertAll(Parameters, name => values.GetValueOrDefault(name)).AsSpan());
    }

    private static List<(RequestMember Member, object? Value)> Read(BinderContext ctx, RequestShape shape)
    {
        var values = new List<(RequestMember, object?)>(shape.Texts.Count);
        foreach (var member in shape.Texts)
        {
            if (member.TryRead(ctx.HttpContext.Request, out var value))
            {
                values.Add((member, value));
            }
            else
            {
                ctx.ValidationFailures.Add(new ValidationFailure(member.Name, ProblemExceptionHandler.Expected(member.Type.Name)));
            }
        }
        return ctx.ValidationFailures.Count == 0
            ? values
            : throw new ValidationFailureException(ctx.ValidationFailures, "A text does not fit.");
    }
}
