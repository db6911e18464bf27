using System.Reflection;
using FastEndpoints;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http.Binding;
using Rupaya.Infrastructure.Http.Strictness;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>The problems that an operation can answer with: its own, and those that follow from what it takes.</summary>
internal static class OperationProblems
{
    public static IReadOnlyList<Problem> Of(EndpointDefinition definition)
    {
        var metadata = definition.EndpointMetadata ?? [];
        var facts = metadata.OfType<OperationFacts>().FirstOrDefault() ?? new OperationFacts();
        var shape = RequestShape.Of(definition);
        var isWrite = !definition.Verbs.Contains("GET");
        var isAnonymous = definition.AnonymousVerbs?.Length > 0;
        var access = RouteAccess.Of(definition);
        List<(bool Applies, Problem[] Problems)> rules =
        [
            (true, [Problems.UnknownParameter, Problems.RateLimited, Problems.DatabaseUnavailable, Problems.InternalError]),
            (!isAnonymous, [Problems.InvalidToken, Problems.NotFound]),
            (shape.Body is not null, [Problems.MalformedJson, Problems.UnsupportedMediaType, Problems.PayloadTooLarge]),
            (shape.Body is not null || shape.Texts.Count > 0 || metadata.OfType<FormMetadata>().Any(), [Problems.ValidationFailed]),
            (FieldSelection.IsOffered(definition), [Problems.UnknownField]),
            (facts.InBook && isWrite, [Problems.Forbidden, Problems.BookBusy]),
            (true, [.. OfDoors(definition.EndpointType, [])]),
            (facts.IsVersioned, [Problems.StaleVersion]),
            (metadata.OfType<AdminOnlyMetadata>().Any(), [Problems.Forbidden, Problems.MfaRequired]),
            (access.NeedsStepUp, [Problems.StepUpRequired]),
            (access.IsSessionOnly, [Problems.SessionOnly]),
            (!isAnonymous && access.Scope is not null, [Problems.InsufficientScope]),
            (
                metadata.OfType<IdempotentMetadata>().Any(),
                [Problems.InvalidIdempotencyKey, Problems.IdempotencyInFlight, Problems.IdempotencyKeyReused]
            ),
            (true, [.. facts.Problems]),
        ];
        return [.. rules.Where(r => r.Applies).SelectMany(r => r.Problems).Distinct()];
    }

    /// <summary>What the doors refuse that a slice is made with.</summary>
    private static IEnumerable<Problem> OfDoors(Type type, HashSet<Type> seen) =>
        type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .SelectMany(c => c.GetParameters())
            .Select(p => p.ParameterType)
            .Where(p => IsOurs(p) && seen.Add(p))
            .SelectMany(p =>
                p.GetCustomAttribute<RefusesAttribute>() is { } door ? [Problems.All.First(x => x.Code == door.Code)] : OfDoors(p, seen)
            );

    private static bool IsOurs(Type type) => type.IsClass && type.Assembly.GetName().Name!.StartsWith("Rupaya.", StringComparison.Ordinal);
}
