using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Validators;
using Microsoft.OpenApi;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>Says in a schema what a validator demands: what must be there, what may be null, lengths, bounds and vocabularies.</summary>
internal static class RequestRules
{
    /// <summary>The members that must be there, whatever the others are.</summary>
    public static HashSet<string> Required(IEnumerable<string> members, Type request, IValidator? validator) =>
        members
            .Where(name => !IsTriState(MemberOf(request, name)) && RulesOf(validator, name).Any(r => r.Demands))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Tightens the schema of a member of a request's body.</summary>
    public static void Apply(OpenApiSchema schema, JsonPropertyInfo member, Type request, IValidator? validator)
    {
        var rules = RulesOf(validator, member.Name);
        var isTriState = IsTriState(member);
        var takesNull = isTriState ? TakesNull(request, validator, member.Name) : !rules.Any(r => r.Demands);
        // A member that refers to another type says null beside the reference.
        if (schema.OneOf is not { Count: > 0 })
        {
            schema.Type = takesNull ? schema.Type | JsonSchemaType.Null : schema.Type & ~JsonSchemaType.Null;
        }
        Tighten(schema, rules.Where(r => isTriState || !r.IsConditional));
    }

    /// <summary>Tightens the schema of one text in the query; true when it must be there.</summary>
    public static bool Apply(OpenApiSchema schema, string name, IValidator? validator)
    {
        var rules = RulesOf(validator, name);
        Tighten(schema, rules.Where(r => !r.IsConditional));
        return rules.Any(r => r.Demands);
    }

    private static List<Rule> RulesOf(IValidator? validator, string name) =>
        [
            .. ((validator as IEnumerable<IValidationRule>) ?? [])
                .Where(r => string.Equals(r.PropertyName, name, StringComparison.OrdinalIgnoreCase))
                .SelectMany(r => r.Components.Select(c => new Rule(c.Validator, HasCondition(r) || c.HasCondition))),
            .. Included(validator).SelectMany(v => RulesOf(v, name)),
        ];

    /// <summary>The validators whose rules a validator has taken over.</summary>
    private static IEnumerable<IValidator> Included(IValidator? validator) =>
        ((validator as IEnumerable<IValidationRule>) ?? [])
            .OfType<IIncludeRule>()
            .SelectMany(r => ((IValidationRule)r).Components)
            .Select(c => c.Validator)
            .OfType<IChildValidatorAdaptor>()
            .Select(child => (IValidator)Activator.CreateInstance(child.ValidatorType, nonPublic: true)!);

    private static bool HasCondition(IValidationRule rule) => rule.HasCondition || rule.HasAsyncCondition;

    private static JsonPropertyInfo? MemberOf(Type request, string name) =>
        Json.Options.GetTypeInfo(request).Properties.FirstOrDefault(p => p.Name == name);

    private static bool IsTriState(JsonPropertyInfo? member) =>
        member?.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Optional<>);

    /// <summary>Asks the validator itself: a body that has nothing but this member, and null in it.</summary>
    private static bool TakesNull(Type request, IValidator? validator, string name)
    {
        if (validator is null)
        {
            return true;
        }
        var body = JsonSerializer.Deserialize(new JsonObject { [name] = null }, request, Json.Options)!;
        var failures = validator.Validate(new ValidationContext<object>(body)).Errors;
        return !failures.Exists(f => string.Equals(f.PropertyName, name, StringComparison.OrdinalIgnoreCase));
    }

    private static void Tighten(OpenApiSchema schema, IEnumerable<Rule> rules)
    {
        foreach (var rule in rules)
        {
            switch (rule.Validator)
            {
                case IVocabularyValidator words:
                    schema.Enum = [.. words.Words.Select(w => (JsonNode)JsonValue.Create(w)!)];
                    if (schema.Type?.HasFlag(JsonSchemaType.Null) == true)
                    {
                        schema.Enum.Add(JsonNullSentinel.JsonNull);
                    }
                    break;
                case INotEmptyValidator when schema.Type?.HasFlag(JsonSchemaType.String) == true && schema.Format is null:
                    schema.MinLength = 1;
                    break;
                case IRegularExpressionValidator pattern:
                    schema.Pattern = pattern.Expression.Replace(@"\z", "$", StringComparison.Ordinal);
                    break;
                case ILengthValidator { Max: > 0 } length:
                    schema.MaxLength = length.Max;
                    break;
                case IBetweenValidator between when IsNumber(between.From):
                    (schema.Minimum, schema.Maximum) = (Text(between.From), Text(between.To));
                    break;
                case IComparisonValidator { ValueToCompare: { } bound } comparison when IsNumber(bound):
                    Compare(schema, comparison.Comparison, Text(bound));
                    break;
            }
        }
    }

    private static void Compare(OpenApiSchema schema, Comparison comparison, string bound)
    {
        switch (comparison)
        {
            case Comparison.GreaterThan:
                schema.ExclusiveMinimum = bound;
                break;
            case Comparison.GreaterThanOrEqual:
                schema.Minimum = bound;
                break;
            case Comparison.LessThan:
                schema.ExclusiveMaximum = bound;
                break;
            case Comparison.LessThanOrEqual:
                schema.Maximum = bound;
                break;
        }
    }

    private static bool IsNumber(object? bound) => bound is int or long or decimal;

    private static string Text(object? bound) => Convert.ToString(bound, CultureInfo.InvariantCulture)!;

    /// <param name="IsConditional">It holds in some cases only.</param>
    private sealed record Rule(IPropertyValidator Validator, bool IsConditional)
    {
        public bool Demands => !IsConditional && Validator is (INotNullValidator or INotEmptyValidator);
    }
}
