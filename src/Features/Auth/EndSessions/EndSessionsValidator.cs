namespace Rupaya.Features.Auth.EndSessions;

internal sealed class EndSessionsValidator : Validator<EndSessionsRequest>
{
    public EndSessionsValidator() => RuleFor(r => r.Except).OneOf("current");
}
