using FluentValidation;
using Rupaya.Domain.Money;
using Rupaya.Domain.Text;
using Rupaya.Domain.Users;

namespace Rupaya.Infrastructure.Http;

/// <summary>Rules that several slices share.</summary>
public static class Rules
{
    /// <summary>Tags of one transaction.</summary>
    public const int MaxTags = 20;
    private const int MaxTagLength = 50;

    internal const string BookDateMessage = "Must be between 1900-01-01 and 2199-12-31.";

    private static readonly DateOnly First = new(1900, 1, 1);
    private static readonly DateOnly Last = new(2199, 12, 31);

    /// <summary>An amount in major units: there, above 0, and at most <see cref="AmountLimits.Max"/>.</summary>
    public static IRuleBuilderOptions<T, decimal?> Amount<T>(this IRuleBuilder<T, decimal?> rule) =>
        rule.NotNull().WithMessage("Is required.").GreaterThan(0).WithMessage("Must be above 0.").LessThanOrEqualTo(AmountLimits.Max);

    /// <summary>A civil day that a book may have: 1900-01-01 to 2199-12-31.</summary>
    public static IRuleBuilderOptions<T, DateOnly?> BookDate<T>(this IRuleBuilder<T, DateOnly?> rule) =>
        rule.InclusiveBetween(First, Last).WithMessage(BookDateMessage);

    internal static bool IsBookDate(DateOnly date) => date >= First && date <= Last;

    /// <summary>An ISO 4217 code, or nothing.</summary>
    public static IRuleBuilderOptions<T, string?> CurrencyCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || Domain.Money.Currency.Find(code) is not null).WithMessage("Must be an ISO 4217 code.");

    /// <summary>An IANA time zone, or nothing.</summary>
    public static IRuleBuilderOptions<T, string?> Zone<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(zone => zone is null || Postgres.CivilDates.IsKnownZone(zone)).WithMessage("Must be an IANA time zone.");

    /// <summary>A bare address that can be written to (<see cref="EmailAddress"/>).</summary>
    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty()
            .Text(EmailAddress.MaxLength)
            .Must(email => email is null || EmailAddress.IsDeliverable(email.Trim()))
            .WithMessage("Must be an e-mail address that can be written to, as name@example.com.");

    /// <summary>Text that PostgreSQL can hold, of at most so many characters as people count them.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.SetValidator(new TextLengthValidator<T>(maxLength))
            .Must(text => text is null || IsStorable(text))
            .WithMessage("Must not contain NUL or broken characters.");

    /// <summary>Text that rows are found by, made by programs: few bytes, so that it fits into an index.</summary>
    public static IRuleBuilderOptions<T, string?> Key<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Text(maxLength)
            .Must(key => key is null || System.Text.Encoding.UTF8.GetByteCount(key) <= 4 * maxLength)
            .WithMessage($"Must have at most {4 * maxLength} bytes.");

    /// <summary>A name: there, and with something to see in it.</summary>
    public static IRuleBuilderOptions<T, string?> Name<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.NotNull().WithMessage("Is required.").OptionalName(maxLength);

    /// <summary>A name that may be omitted.</summary>
    public static IRuleBuilderOptions<T, string?> OptionalName<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Text(maxLength).Must(name => name is null || NameKey.Of(name).Length > 0).WithMessage("Must have a visible character.");

    /// <summary>True for text that PostgreSQL can hold: no NUL, no half of a surrogate pair.</summary>
    public static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>At most twenty, each of 1 to 50 characters.</summary>
    public static IRuleBuilderOptions<T, string[]?> Tags<T>(this IRuleBuilder<T, string[]?> rule) =>
        rule.Must(tags => tags is null || tags.Length <= MaxTags)
            .WithMessage($"Must have at most {MaxTags} tags.")
            .Must(tags => tags is null || tags.All(IsTag))
            .WithMessage($"Each tag has 1 to {MaxTagLength} characters, one of them visible.");

    /// <summary>True for a tag that a transaction can have.</summary>
    public static bool IsTag(string? tag) =>
        tag is not null && TextLength.Fits(tag, MaxTagLength) && IsStorable(tag) && NameKey.Of(tag).Length > 0;
}
