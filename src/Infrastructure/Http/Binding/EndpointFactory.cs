using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FastEndpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Rupaya.Infrastructure.Http.Binding;

/// <summary>
/// Makes an endpoint with its handler for each request. While routes are mapped an endpoint only states what it is: without its handler, so that a
/// start makes none of what handlers need, and wrong settings are told before anything uses them.
/// </summary>
internal sealed class EndpointFactory : IEndpointFactory
{
    private readonly ConcurrentDictionary<Type, ObjectFactory> _known = new();

    public BaseEndpoint Create(EndpointDefinition definition, HttpContext ctx) =>
        ctx.GetEndpoint() is null
            ? (BaseEndpoint)RuntimeHelpers.GetUninitializedObject(definition.EndpointType)
            : (BaseEndpoint)_known.GetOrAdd(definition.EndpointType, Factory)(ctx.RequestServices, null);

    private static ObjectFactory Factory(Type endpoint) => ActivatorUtilities.CreateFactory(endpoint, Type.EmptyTypes);
}
