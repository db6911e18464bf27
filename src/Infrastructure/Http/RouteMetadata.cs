namespace Rupaya.Infrastructure.Http;

/// <summary>Marks the routes below <c>/api/v1</c>: a token is needed unless the route allows anonymous.</summary>
internal sealed record ApiRouteMetadata;

/// <summary>Marks a route that allows anonymous but serves a signed-in caller as well.</summary>
internal sealed record OptionalCallerMetadata;

/// <summary>Marks the routes of administrators.</summary>
internal sealed record AdminOnlyMetadata;

/// <summary>Marks a route that reads a cookie: only for pages of the API's own origin and those of the settings.</summary>
internal sealed record OwnPagesMetadata;

/// <summary>Marks a route where a user shows again who they are; not so a token that may use it, for that was shown when the token was made.</summary>
internal sealed record StepUpMetadata;

/// <summary>Marks a route that no token for programs may use.</summary>
internal sealed record SessionOnlyMetadata;

/// <summary>Marks a route that every token may use.</summary>
internal sealed record AnyTokenMetadata;

/// <summary>The scope of a route where it is not that of method and area.</summary>
/// <param name="Scope">Such as <c>export:read</c>.</param>
/// <param name="Alone">True when <c>read</c> and <c>write</c> do not have it in them.</param>
internal sealed record ScopeMetadata(string Scope, bool Alone);

/// <summary>Marks a POST that creates.</summary>
internal sealed record IdempotentMetadata;

/// <summary>Marks an operation whose method usually has no body, but takes JSON.</summary>
internal sealed record JsonBodyMetadata;

/// <summary>Marks an operation whose JSON body may be left out.</summary>
internal sealed record OptionalBodyMetadata;

/// <summary>Marks an operation that reads a form by itself while it streams.</summary>
/// <param name="Form">Its fields, for the API document.</param>
/// <param name="MediaType">How they are put together.</param>
public sealed record FormMetadata(Type Form, string MediaType = "multipart/form-data");

/// <summary>Marks an operation that answers a file or a stream: a HEAD request does not make it.</summary>
/// <param name="MediaType">What it is; null where that depends on the request.</param>
internal sealed record FileMetadata(string? MediaType)
{
    /// <summary>The media type of a stream of events.</summary>
    public const string Events = "text/event-stream";
}
