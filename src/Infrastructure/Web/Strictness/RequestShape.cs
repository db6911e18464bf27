using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Rupaya.Infrastructure.Web.Strictness;

/// <summary>What an operation takes: read from its handler's parameters, once.</summary>
/// <param name="Query">Names of query parameters, whatever their case.</param>
/// <param name="Body">The JSON body; null for none.</param>
/// <param name="Shown">Of a PUT, the resource that it changes, as it is answered.</param>
internal sealed record RequestShape(FrozenSet<string> Query, JsonShape? Body, JsonShape? Shown)
{
    private static readonly ConcurrentDictionary<Endpoint, RequestShape> Known = new();

    public static RequestShape Of(Endpoint endpoint, IServiceProviderIsService services) =>
        Known.GetOrAdd(endpoint, static (e, s) => Read(e, s), services);

    private static RequestShape Read(Endpoint endpoint, IServiceProviderIsService services)
    {
        var route = ((RouteEndpoint)endpoint).RoutePattern.Parameters.Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var parameters = endpoint.Metadata.GetRequiredMetadata<MethodInfo>().GetParameters();
        var grouped = parameters.Where(p => p.GetCustomAttribute<AsParametersAttribute>() is not null).ToList();
        var others = parameters.Except(grouped).Where(p => !services.IsService(p.ParameterType) && !IsBound(p.ParameterType)).ToList();
        var query = grouped
            .SelectMany(g => g.ParameterType.GetProperties().Where(p => p.GetMethod!.IsPublic && p.SetMethod is not null))
            .Where(p => !IsBound(p.PropertyType))
            .Select(p => p.Name)
            .Concat(others.Where(p => IsText(p.ParameterType)).Select(p => p.Name!));
        var body = others.Find(p => !IsText(p.ParameterType))?.ParameterType;
        return new RequestShape(
            query.Where(name => !route.Contains(name)).Select(Camel).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            body is null ? null : JsonShape.Of(body),
            Shows(endpoint) is { } shown ? JsonShape.Of(shown) : null
        );
    }

    private static Type? Shows(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Put) == true
            ? endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().FirstOrDefault(p => p.StatusCode == StatusCodes.Status200OK)?.Type
            : null;

    private static string Camel(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>True for what is neither in the query nor in the body: the request itself, and what reads it by itself.</summary>
    private static bool IsBound(Type type) =>
        type == typeof(CancellationToken)
        || type == typeof(HttpContext)
        || type == typeof(HttpRequest)
        || type.GetMethod("BindAsync", BindingFlags.Public | BindingFlags.Static) is not null;

    /// <summary>True for what is read from one text, as a query parameter is.</summary>
    private static bool IsText(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare == typeof(string) || bare.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(m => m.Name == "TryParse");
    }
}
