using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http.Files;
using Rupaya.Infrastructure.Http.RateLimits;

namespace Rupaya.Infrastructure.Http;

/// <summary>
/// One operation below <c>/api/v1</c>, found by scanning. It needs a token unless it says <c>AllowAnonymous()</c>. Its name is the slice's and its
/// tag the area's; wrong input is refused with one problem that names every field.
/// </summary>
/// <typeparam name="TRequest">What is read from the body, the query and the route (<see cref="Binding.RequestShape"/>).</typeparam>
/// <typeparam name="TResponse">What a success answers; <see cref="EmptyResponse"/> for 204.</typeparam>
public abstract class ApiEndpoint<TRequest, TResponse> : Endpoint<TRequest, TResponse>
    where TRequest : notnull
{
    /// <summary>Who asks.</summary>
    protected Caller Caller => HttpContext.Features.Get<Caller>()!;

    /// <summary>Who asks, where an anonymous route was called with a token.</summary>
    protected Caller? OptionalCaller => HttpContext.Features.Get<Caller>();

    /// <summary>The versions that a write is bound to.</summary>
    protected IfMatch IfMatch => IfMatch.Of(HttpContext.Request);

    /// <summary>What a conditional read brought along.</summary>
    protected IfNoneMatch IfNoneMatch => new(HttpContext.Request.Headers.IfNoneMatch);

    /// <summary>The client's address in canonical form.</summary>
    protected string? ClientIp => ClientAddress.Canonical(HttpContext.Connection.RemoteIpAddress)?.ToString();

    private OperationFacts Facts
    {
        get
        {
            if (Definition.EndpointMetadata?.OfType<OperationFacts>().FirstOrDefault() is { } stated)
            {
                return stated;
            }
            var facts = new OperationFacts();
            Metadata(facts);
            return facts;
        }
    }

    /// <summary>An id in the route, whose template says that it is a UUID.</summary>
    protected Guid Id(string name) => Guid.Parse((string)HttpContext.Request.RouteValues[name]!);

    /// <summary>States what the operation is for; codes of its problems belong into the description.</summary>
    protected void Describe(string summary, string? description = null) =>
        Summary(s =>
        {
            s.Summary = summary;
            s.Description = description ?? "";
        });

    /// <summary>States the statuses of a success, where it is not 200 alone, or 204 for an empty one.</summary>
    protected void Answers(params int[] statuses) =>
        Description(builder =>
        {
            foreach (var status in statuses)
            {
                var isEmpty = status == StatusCodes.Status204NoContent || typeof(TResponse) == typeof(EmptyResponse);
                builder.Produces(status, isEmpty ? typeof(void) : typeof(TResponse));
            }
        });

    /// <summary>States another body that a 200 may have.</summary>
    protected void OrAnswers<T>() => Facts.Alternatives.Add(typeof(T));

    /// <summary>States the resource that it changes, where clients see more of it than the answer has: none of that can be sent back.</summary>
    protected void Changes<T>() => Facts.Changed = typeof(T);

    /// <summary>States that a success is a file, or a stream, of one of these media types.</summary>
    protected void AnswersFile(string mediaType, params string[] others) =>
        Description(builder => builder.Produces<TResponse>(StatusCodes.Status200OK, mediaType, others));

    /// <summary>Acts on the book that <c>X-Book-Id</c> names, or on the caller's default book.</summary>
    protected void InBook() => Facts.InBook = true;

    /// <summary>A write that <c>If-Match</c> makes conditional.</summary>
    protected void Versioned() => Facts.IsVersioned = true;

    /// <summary>An answer with an <c>ETag</c>; a read of it honours <c>If-None-Match</c>.</summary>
    /// <param name="always">False where some of its successes have none.</param>
    protected void Tagged(bool always = true) => (Facts.IsTagged, Facts.IsTaggedSometimes) = (true, !always);

    /// <summary>A list by pages: where the next one is stands in <c>Link</c>.</summary>
    protected void Paged() => Facts.IsPaged = true;

    /// <summary>States a header of its own that it reads.</summary>
    protected void Reads(string header, string description) => Facts.Headers[header] = description;

    /// <summary>States its own problems; those that follow from its token, body, book or limits go without saying.</summary>
    protected void Refuses(params Problem[] problems) => Facts.Problems.AddRange(problems);

    /// <summary>Honours <c>Idempotency-Key</c>: the handler passes the caller on to the write, which keeps the record in its commit.</summary>
    protected void Idempotent() => Metadata(new IdempotentMetadata());

    /// <summary>For a route that allows anonymous: a token is used where there is one.</summary>
    protected void UsesCaller() => Metadata(new OptionalCallerMetadata());

    /// <summary>Keeps the route for administrators; each call is audited.</summary>
    protected void ForAdmins() => Metadata(new AdminOnlyMetadata());

    /// <summary>Names the limit of the route.</summary>
    protected void LimitedAs(RatePolicy policy) => Metadata(policy);

    /// <summary>The largest body in bytes, where it is not the usual one.</summary>
    protected void TakesUpTo(long bytes) => Metadata(new RequestSizeLimitAttribute(bytes));

    /// <summary>Reads a JSON body where its method usually has none.</summary>
    protected void TakesBody() => Metadata(new JsonBodyMetadata());

    /// <summary>Sends what the handler answers: its reply, or its refusal as a problem.</summary>
    protected async Task ReplyAsync(Task<Result<Reply<TResponse>>> work) => await ReplyAsync((await work).Untyped().ToHttp());

    /// <summary>A page of a list; where the next one is stands in <c>Link</c>.</summary>
    protected async Task ReplyAsync<T>(Task<Result<Page<T>>> work) => await ReplyAsync((await work).ToHttp(HttpContext));

    /// <summary>Sends a file piece by piece, or the refusal as a problem.</summary>
    protected async Task ReplyAsync(Task<Result<StreamedAnswer>> work) => await ReplyAsync((await work).ToHttp());

    /// <summary>Sends what the handler made itself, such as a stream of events.</summary>
    protected async Task ReplyAsync(Task<IResult> work) => await ReplyAsync(await work);

    /// <summary>Sends an answer.</summary>
    protected Task ReplyAsync(IResult result)
    {
        HttpContext.MarkResponseStart();
        return result.ExecuteAsync(HttpContext);
    }

    /// <summary>Answers one problem that names every wrong field: 400 <c>validation_failed</c>, or the code that a rule gave.</summary>
    public sealed override Task OnValidationFailedAsync(CancellationToken ct) =>
        ReplyAsync(new ProblemResult(RequestValidation.Refusal(ValidationFailures)));
}

/// <summary>An operation that takes nothing but its route.</summary>
/// <typeparam name="TResponse">What a success answers; <see cref="EmptyResponse"/> for 204.</typeparam>
public abstract class ApiEndpoint<TResponse> : ApiEndpoint<EmptyRequest, TResponse>
{
    /// <inheritdoc/>
    public sealed override Task HandleAsync(EmptyRequest req, CancellationToken ct) => HandleAsync(ct);

    /// <summary>Serves one request.</summary>
    /// <param name="cancellation">Ends when the client is gone.</param>
    public abstract Task HandleAsync(CancellationToken cancellation);
}
