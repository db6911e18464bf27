using FluentValidation;
using FluentValidation.Validators;

namespace Rupaya.Infrastructure.Http;

/// <summary>Tells the API document which words a member may be.</summary>
internal interface IVocabularyValidator
{
    IReadOnlyList<string> Words { get; }
}

/// <summary>A member that is one of a few words, or null.</summary>
internal sealed class VocabularyValidator<T>(IReadOnlyList<string> words) : PropertyValidator<T, string?>, IVocabularyValidator
{
    public override string Name => "VocabularyValidator";

    public IReadOnlyList<string> Words { get; } = words;

    public override bool IsValid(ValidationContext<T> context, string? value) =>
        value is null || Words.Contains(value, StringComparer.Ordinal);

    protected override string GetDefaultMessageTemplate(string errorCode) =>
        Words.Count == 1 ? $"Must be {Words[0]}." : $"Must be {string.Join(", ", Words.SkipLast(1))} or {Words[^1]}.";
}

/// <summary>Text of at most so many characters as people count them; null is fine.</summary>
internal sealed class TextLengthValidator<T>(int maxLength) : PropertyValidator<T, string?>, ILengthValidator
{
    public override string Name => "TextLengthValidator";

    public int Min => 0;

    public int Max { get; } = maxLength;

    public override bool IsValid(ValidationContext<T> context, string? value) => Domain.Text.TextLength.Fits(value, Max);

    protected override string GetDefaultMessageTemplate(string errorCode) => $"Must have at most {Max} characters.";
}

/// <summary>Rules whose limits the API document states.</summary>
public static class VocabularyRules
{
    /// <summary>One of these words, or null.</summary>
    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, params string[] words) =>
        rule.SetValidator(new VocabularyValidator<T>(words));
}
