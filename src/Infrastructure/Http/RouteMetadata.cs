namespace Rupaya.Infrastructure.Http;

/// <summary>Marks the routes below <c>/api/v1</c>: a token is needed unless the route allows anonymous.</summary>
internal sealed record ApiRouteMetadata;

/// <summary>Marks a route that allows anonymous but serves a signed-in caller as well.</summary>
internal sealed record OptionalCallerMetadata;

/// <summary>Marks the routes of administrators.</summary>
internal sealed record AdminOnlyMetadata;

/// <summary>Marks a POST that creates.</summary>
internal sealed record IdempotentMetadata;

/// <summary>Marks an operation whose method usually has no body, but takes JSON.</summary>
internal sealed record JsonBodyMetadata;

/// <summary>Marks an operation that reads a form by itself while it streams.</summary>
/// <param name="Form">Its fields, for the API document.</param>
public sealed record FormMetadata(Type Form);
