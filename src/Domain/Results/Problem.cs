namespace Rupaya.Domain.Results;

/// <summary>Whether sending the same request again can help.</summary>
public enum Retry
{
    /// <summary>It will be refused again.</summary>
    Never,

    /// <summary>Yes, after the time in <c>Retry-After</c>.</summary>
    Later,

    /// <summary>Only once the request, or what it is about, was changed.</summary>
    AfterChange,
}

/// <summary>A kind of refusal: what is stable about it, and what to tell people.</summary>
/// <param name="Code">Stable, in snake_case; clients switch on it.</param>
/// <param name="Kind">Maps to the HTTP status.</param>
/// <param name="Title">What went wrong, in one sentence. An error may say it with more detail.</param>
/// <param name="WhatToDo">What helps.</param>
/// <param name="Retry">Whether sending it again helps.</param>
public sealed record Problem(string Code, ErrorKind Kind, string Title, string WhatToDo, Retry Retry)
{
    /// <summary>An error of this kind in its usual words.</summary>
    public Error Error => Because(Title);

    /// <summary>An error of this kind with a sentence for the case.</summary>
    /// <param name="message">One sentence, free of secrets and internals.</param>
    /// <param name="field">The member that it is about.</param>
    public Error Because(string message, string? field = null) =>
        new(
            Kind,
            Code,
            message,
            field is null ? null : new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [FieldMessage.Of(field, message)] }
        );

    /// <summary>An error of this kind in its usual words, about a member.</summary>
    public Error About(string field) => Because(Title, field);
}
