using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>A new sign-in at a provider as a proof: begun by this very session, of an identity of this very user.</summary>
internal sealed class ProviderStepUp(OidcFlows flows, OidcProviders providers, Identities identities) : IStepUpProof
{
    public bool Takes(StepUpInput input) => input.Ticket is not null;

    public async Task<Result<ConfirmStepUp>> CheckAsync(StepUpInput input, Caller caller, string? ip, CancellationToken cancellation)
    {
        if (
            await flows.RedeemAsync(input.Ticket!, input.Secret ?? "", cancellation) is not { Purpose: FlowPurpose.StepUp } flow
            || providers.Find(flow.Identity.Provider) is not { } provider
        )
        {
            return Problems.InvalidLinkTicket.Error;
        }
        return flow.UserId == caller.UserId && flow.SessionId == caller.SessionId
            ? new ConfirmStepUp((work, c) => ConfirmAsync(work, provider, flow.Identity, c))
            : Problems.WrongAccount.Error;
    }

    public async Task<IReadOnlyList<string>> MethodsAsync(NpgsqlConnection connection, User user, CancellationToken cancellation) =>
        [.. (await identities.ProvidersAsync(connection, user.UserId, cancellation)).Select(name => SigninMethods.Provider + name)];

    private static async Task<Result<string[]>> ConfirmAsync(
        UserChanges work,
        OidcProvider provider,
        ProviderIdentity identity,
        CancellationToken cancellation
    ) => await Identities.UseAsync(work, identity, cancellation) ? provider.MethodsOf(identity) : Problems.WrongAccount.Error;
}
