namespace Rupaya.Domain.Results;

/// <summary>What is wrong with a field, as a sentence about it.</summary>
public static class FieldMessage
{
    private static readonly string[] Verbs = ["Is ", "Must ", "Has ", "Cannot ", "Belongs ", "Would "];

    /// <summary>The message with the field for its subject where it has none: <c>Is required.</c> becomes <c>amount is required.</c></summary>
    /// <param name="field">In the spelling of the request.</param>
    /// <param name="message">A sentence, or one without its subject that begins with a verb.</param>
    public static string Of(string field, string message)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(message);
        return field.Length > 0 && Array.Exists(Verbs, verb => message.StartsWith(verb, StringComparison.Ordinal))
            ? $"{field} {char.ToLowerInvariant(message[0])}{message[1..]}"
            : message;
    }
}
