using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.BeginPasskey;

internal sealed class BeginPasskeyHandler(PasskeyEnrolment enrolment, UserDoor door)
{
    public Task<Result<Reply<RegistrationCeremony>>> HandleAsync(Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<RegistrationCeremony>(caller, (work, c) => BeginAsync(work, caller, c), cancellation);

    private async Task<Result<Reply<RegistrationCeremony>>> BeginAsync(UserChanges work, Caller caller, CancellationToken cancellation)
    {
        var begun = await enrolment.BeginAsync(work, caller.SessionId, cancellation);
        return begun.IsSuccess ? Reply.Ok<RegistrationCeremony>(begun.Value) : begun.Error!;
    }
}
