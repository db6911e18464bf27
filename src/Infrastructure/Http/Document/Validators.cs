using System.Runtime.CompilerServices;
using FastEndpoints;
using FluentValidation;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>The validators of operations, made for reading their rules.</summary>
internal static class Validators
{
    private static readonly ConditionalWeakTable<EndpointDefinition, IValidator?> Made = [];

    public static IValidator? Of(EndpointDefinition definition) =>
        Made.GetValue(definition, d => d.ValidatorType is { } type ? (IValidator?)Activator.CreateInstance(type, nonPublic: true) : null);
}
