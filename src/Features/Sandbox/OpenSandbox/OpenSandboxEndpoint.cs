namespace Rupaya.Features.Sandbox.OpenSandbox;

/// <summary>A book to try things on.</summary>
/// <param name="Token">Sent as Bearer; shown now and never again.</param>
/// <param name="BookId">The token's one book.</param>
/// <param name="ExpiresAt">When the token ends and the book is erased, UTC.</param>
internal sealed record OpenedSandbox(string Token, Guid BookId, DateTimeOffset ExpiresAt);

internal sealed class OpenSandboxEndpoint(OpenSandboxHandler handler) : ApiEndpoint<OpenedSandbox>
{
    public override void Configure()
    {
        Post("/sandbox");
        AllowAnonymous();
        Describe(
            "Open a book with invented money to try the API on",
            "Answers a token that reads the book and writes to it. After 24 hours both are gone. Nobody is written to: a sandbox has no webhooks, no "
                + "invitations and no mails. Five an hour per address; 404 where the operator offers none."
        );
        LimitedAs(RatePolicy.Sandbox);
        Answers(StatusCodes.Status201Created);
        Refuses(Problems.BookBusy, Problems.NotFound);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(cancellation));
}
