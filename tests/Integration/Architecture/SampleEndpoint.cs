using FastEndpoints;
using FluentValidation;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Reply = Rupaya.Infrastructure.Base.Reply;

namespace Rupaya.Integration.Architecture;

/// <param name="Word">Is said back.</param>
internal sealed record SampleRequest(string? Word);

/// <param name="Said">What was sent.</param>
internal sealed record SampleView(string Said);

internal sealed class SampleEndpoint(SampleHandler handler) : ApiEndpoint<SampleRequest, SampleView>
{
    public override void Configure()
    {
        Post("/sample");
        AllowAnonymous();
        Describe("Say it back");
        Deprecated(new DateOnly(2026, 11, 1), new DateOnly(2027, 12, 1), "/api/v1/");
        LimitedAs(Rupaya.Infrastructure.Http.RateLimits.RatePolicy.Public);
    }

    public override Task HandleAsync(SampleRequest request, CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(request));
}

internal sealed class SampleValidator : Validator<SampleRequest>
{
    public SampleValidator() => RuleFor(r => r.Word).NotNull().OneOf("yes", "no");
}

internal sealed class SampleHandler
{
    public Task<Result<Reply<SampleView>>> HandleAsync(SampleRequest request) =>
        Task.FromResult<Result<Reply<SampleView>>>(Reply.Ok(new SampleView(request.Word!)));
}
