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

    /// <summary>The list that is asked for: what its cursors are bound to.</summary>
    protected CursorScope List => CursorScope.Of(HttpContext);

    /// <summary>The client's address in canonical form.</summary>
    protected string? ClientIp => ClientAddress.Canonical(HttpContext.Connection.RemoteIpAddress)?.ToString();

    /// <summary>True when only the head of the answer is asked for: what uses something up must not do so.</summary>
    protected bool IsHead => HttpContext.Features.Get<HeadRequest>() is not null;

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

    /// <summary>States that browsers come here: they are sent on with 303, or see a page with 400.</summary>
    protected void SendsBrowsersOn() => Facts.SendsBrowsersOn = true;

    /// <summary>States another body that a 200 may have.</summary>
    protected void OrAnswers<T>() => Facts.Alternatives.Add(typeof(T));

    /// <summary>States the resource that it changes, where clients see more of it than the answer has: none of that can be sent back.</summary>
    protected void Changes<T>() => Facts.Changed = typeof(T);

    /// <summary>States that a success is a file, or a stream, of one of these media types.</summary>
    protected void AnswersFile(string mediaType, params string[] others)
    {
        Metadata(new FileMetadata(others.Length == 0 ? mediaType : null));
        Description(builder => builder.Produces<TResponse>(StatusCodes.Status200OK, mediaType, others));
    }

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

    /// <summary>States a header of its own that a success may have.</summary>
    protected void Sends(string header, string description) => Facts.Sent[header] = description;

    /// <summary>
    /// States that it will go: answers say so in headers, the document marks it, and calls are counted. It stays for at least twelve months.
    /// </summary>
    /// <param name="since">From when on it should not be used.</param>
    /// <param name="sunset">From when on it may be gone.</param>
    /// <param name="instead">The path of what to use.</param>
    /// <remarks>Nothing goes yet: the first slice that does makes it protected.</remarks>
    private protected void Deprecated(DateOnly since, DateOnly sunset, string instead) =>
        Facts.Deprecated = new Deprecation(since, sunset, instead);

    /// <summary>States its own problems; those that follow from its token, body, book or limits go without saying.</summary>
    protected void Refuses(params Problem[] problems) => Facts.Problems.AddRange(problems);

    /// <summary>Honours <c>Idempotency-Key</c>: the handler passes the caller on to the write, which keeps the record in its commit.</summary>
    protected void Idempotent() => Metadata(new IdempotentMetadata());

    /// <summary>For a route that allows anonymous: a token is used where there is one.</summary>
    protected void UsesCaller() => Metadata(new OptionalCallerMetadata());

    /// <summary>Reads a cookie, so it is kept for pages of the API's own origin and those of <c>Web:Origins</c>: else 403 <c>cross_site</c>.</summary>
    protected void ForOwnPages()
    {
        Metadata(new OwnPagesMetadata());
        Reads(OwnPagesMiddleware.Header, "Must be 1: no page of another site can send it without being asked first.");
        Refuses(Problems.CrossSite);
    }

    /// <summary>Keeps the route for administrators; each call is audited.</summary>
    protected void ForAdmins() => Metadata(new AdminOnlyMetadata());

    /// <summary>
    /// Asks a user to show again who they are when they last did so too long ago (<c>Security:StepUpMinutes</c>): 403 <c>step_up_required</c>. A
    /// handler that takes a password instead asks <c>StepUps</c> by itself and states the problem here.
    /// </summary>
    protected void StepUp() => Metadata(new StepUpMetadata());

    /// <summary>Keeps the route from tokens for programs: 403 <c>session_only</c>.</summary>
    protected void SessionOnly() => Metadata(new SessionOnlyMetadata());

    /// <summary>Lets every token for programs in, whatever its scopes.</summary>
    protected void AnyToken() => Metadata(new AnyTokenMetadata());

    /// <summary>Names the scope that a token needs, where it is not that of the route's method and area.</summary>
    /// <param name="scope">An area with <c>:read</c> or <c>:write</c>.</param>
    /// <param name="alone">True when <c>read</c> and <c>write</c> do not have it in them.</param>
    protected void Scoped(string scope, bool alone = false) => Metadata(new ScopeMetadata(scope, alone));

    /// <summary>Names the limit of the route.</summary>
    protected void LimitedAs(RatePolicy policy) => Metadata(policy);

    /// <summary>The largest body in bytes, where it is not the usual one.</summary>
    protected void TakesUpTo(long bytes) => Metadata(new RequestSizeLimitAttribute(bytes));

    /// <summary>Reads a JSON body where its method usually has none.</summary>
    protected void TakesBody() => Metadata(new JsonBodyMetadata());

    /// <summary>Takes a request without a body for one whose members are all omitted.</summary>
    protected void MayHaveNoBody() => Metadata(new OptionalBodyMetadata());

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
