using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Reply = Rupaya.Infrastructure.Base.Reply;

namespace Rupaya.Integration.Architecture;

/// <summary>An operation that will go, for programs with a token.</summary>
internal sealed class OldSampleEndpoint : ApiEndpoint<SampleView>
{
    public override void Configure()
    {
        Get("/sample/old");
        Describe("Say what was said before");
        AnyToken();
        Deprecated(new DateOnly(2026, 11, 1), new DateOnly(2027, 12, 1), "/api/v1/sample");
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(Task.FromResult<Rupaya.Domain.Results.Result<Reply<SampleView>>>(Reply.Ok(new SampleView("before"))));
}
