namespace Rupaya.Domain.Results;

/// <summary>What kind of refusal an <see cref="Error"/> is; the web layer maps each to one HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is wrong (400).</summary>
    Invalid,

    /// <summary>The caller is not signed in, or no longer (401).</summary>
    Unauthenticated,

    /// <summary>The caller is known but may not do this (403).</summary>
    Forbidden,

    /// <summary>The thing does not exist for this caller (404).</summary>
    NotFound,

    /// <summary>The thing is in a state that forbids this (409).</summary>
    Conflict,

    /// <summary>The version named by If-Match is stale (412).</summary>
    Stale,

    /// <summary>The address does not take the method (405).</summary>
    MethodNotAllowed,

    /// <summary>The body is larger than allowed (413).</summary>
    TooLarge,

    /// <summary>The content type is not accepted (415).</summary>
    UnsupportedMedia,

    /// <summary>Good in itself, but what it belongs to was refused (424).</summary>
    Dependent,

    /// <summary>An idempotency key was used for another request (422).</summary>
    Unprocessable,

    /// <summary>Too many failures; the account rests for a while (423).</summary>
    Locked,

    /// <summary>More requests than a limit allows (429).</summary>
    TooMany,

    /// <summary>A fault of ours (500).</summary>
    Internal,

    /// <summary>A dependency is busy or gone; trying again later is right (503).</summary>
    Unavailable,
}
