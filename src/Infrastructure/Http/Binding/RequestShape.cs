using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using FastEndpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Rupaya.Infrastructure.Http.Strictness;

namespace Rupaya.Infrastructure.Http.Binding;

/// <summary>
/// Where the members of an operation's request come from. A POST or PUT has them in a JSON body, save those marked <see cref="QueryParamAttribute"/>
/// or <see cref="RouteParamAttribute"/>; another method has all of them in the query, save those that its route names.
/// </summary>
/// <param name="Texts">What is read from the query or the route.</param>
/// <param name="Query">Names of query parameters, whatever their case.</param>
/// <param name="BodyType">The type of the JSON body; null for none.</param>
/// <param name="Body">The members that the JSON body may have; null for none.</param>
/// <param name="Shown">Of a PUT, the resource that it changes, as clients see it.</param>
internal sealed record RequestShape(
    IReadOnlyList<RequestMember> Texts,
    FrozenSet<string> Query,
    Type? BodyType,
    JsonShape? Body,
    JsonShape? Shown
)
{
    private static readonly ConditionalWeakTable<EndpointDefinition, RequestShape> Known = [];

    /// <summary>The shape of an operation; null for what is none of ours.</summary>
    public static RequestShape? Of(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<EndpointDefinition>() is { } definition ? Of(definition) : null;

    public static RequestShape Of(EndpointDefinition definition) => Known.GetValue(definition, Read);

    /// <summary>True where the request is read from a JSON body.</summary>
    public static bool TakesBody(EndpointDefinition definition) =>
        definition.ReqDtoType != typeof(EmptyRequest)
        && (
            definition.Verbs.Any(v => v is "POST" or "PUT" or "PATCH")
            || definition.EndpointMetadata?.OfType<JsonBodyMetadata>().Any() == true
        );

    private static RequestShape Read(EndpointDefinition definition)
    {
        var route = RoutePatternFactory
            .Parse(definition.Routes[0])
            .Parameters.Select(p => p.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var type = definition.ReqDtoType;
        var hasBody = TakesBody(definition);
        // Requests are positional records: without a body each parameter of the constructor is a text, in its order.
        var texts = RequestConstructor
            .Of(type)
            .GetParameters()
            .Select(p => type.GetProperty(p.Name!)!)
            .Where(p => !hasBody || p.GetCustomAttribute<NonJsonBindingAttribute>() is not null)
            .Select(p => new RequestMember(p, route.Contains(p.Name)))
            .ToList();
        return new RequestShape(
            texts,
            texts
                .Where(t => !t.IsInRoute)
                .Select(t => t.Name)
                .Concat(FieldSelection.IsOffered(definition) ? [FieldSelection.Parameter] : [])
                .ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            hasBody ? type : null,
            hasBody ? JsonShape.Of(type) : null,
            Changed(definition) is { } changed ? JsonShape.Of(changed) : null
        );
    }

    private static Type? Changed(EndpointDefinition definition) =>
        !definition.Verbs.Contains(HttpMethods.Put) || definition.ResDtoType == typeof(EmptyResponse)
            ? null
            : definition.EndpointMetadata?.OfType<OperationFacts>().FirstOrDefault()?.Changed ?? definition.ResDtoType;
}
