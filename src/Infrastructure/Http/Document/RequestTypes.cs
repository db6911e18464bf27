using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using FastEndpoints;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>The types of bodies and of what is in them, each with the validator that judges it, or none.</summary>
internal static class RequestTypes
{
    private static readonly ConditionalWeakTable<EndpointDataSource, Dictionary<Type, IValidator?>> Known = [];

    public static Dictionary<Type, IValidator?> In(IServiceProvider services) =>
        Known.GetValue(services.GetRequiredService<EndpointDataSource>(), Read);

    private static Dictionary<Type, IValidator?> Read(EndpointDataSource source)
    {
        var types = new Dictionary<Type, IValidator?>();
        foreach (var definition in source.Endpoints.Select(e => e.Metadata.GetMetadata<EndpointDefinition>()).OfType<EndpointDefinition>())
        {
            if (Binding.RequestShape.TakesBody(definition))
            {
                Add(types, definition.ReqDtoType, Validators.Of(definition));
            }
        }
        return types;
    }

    private static void Add(Dictionary<Type, IValidator?> types, Type type, IValidator? validator)
    {
        var info = Json.Options.GetTypeInfo(type);
        if (info.Kind != JsonTypeInfoKind.Object || !type.Assembly.GetName().Name!.StartsWith("Rupaya", StringComparison.Ordinal))
        {
            return;
        }
        if (types.TryGetValue(type, out var known) && (known is not null || validator is null))
        {
            return;
        }
        types[type] = validator;
        foreach (var member in info.Properties)
        {
            Add(types, Bare(member.PropertyType), ChildOf(validator, member.Name));
        }
    }

    /// <summary>The validator that a validator gives a member to.</summary>
    private static IValidator? ChildOf(IValidator? validator, string member) =>
        ((validator as IEnumerable<IValidationRule>) ?? [])
            .Where(r => string.Equals(r.PropertyName, member, StringComparison.OrdinalIgnoreCase))
            .SelectMany(r => r.Components)
            .Select(c => c.Validator)
            .OfType<IChildValidatorAdaptor>()
            .Select(child => (IValidator)Activator.CreateInstance(child.ValidatorType, nonPublic: true)!)
            .FirstOrDefault();

    /// <summary>What a member is, or a list of it.</summary>
    private static Type Bare(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? Bare(value)
        : type.IsArray ? Bare(type.GetElementType()!)
        : type.IsGenericType && type.GetGenericArguments() is [var single] ? Bare(single)
        : type;
}
