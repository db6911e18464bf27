using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.User.LinkIdentity;

internal sealed class LinkIdentityHandler(OidcFlows flows, LinkOffers offers, Identities identities, UserDoor door)
{
    private static readonly Error Invalid = Problems.InvalidLinkTicket.Error;

    public async Task<Result<Reply<IdentityView>>> HandleAsync(LinkIdentityRequest request, Caller caller, CancellationToken cancellation)
    {
        if (request.LinkToken is null)
        {
            return await RedeemAsync(request, caller, cancellation);
        }
        return await offers.FindAsync(request.LinkToken, cancellation) is not { } offer ? Invalid
            : offer.UserId != caller.UserId ? Problems.WrongAccount.Error
            : await LinkAsync(offer.Identity, offer, caller, cancellation);
    }

    private async Task<Result<Reply<IdentityView>>> RedeemAsync(
        LinkIdentityRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        await flows.RedeemAsync(request.Ticket!, request.Secret!, cancellation) is not { Purpose: FlowPurpose.Link } flow ? Invalid
        : flow.UserId != caller.UserId || flow.SessionId != caller.SessionId ? Problems.WrongAccount.Error
        : await LinkAsync(flow.Identity, offer: null, caller, cancellation);

    private Task<Result<Reply<IdentityView>>> LinkAsync(
        ProviderIdentity identity,
        LinkOffer? offer,
        Caller caller,
        CancellationToken cancellation
    ) => door.WriteAsync<IdentityView>(caller, (work, c) => LinkAsync(work, identity, offer, c), cancellation);

    private async Task<Result<Reply<IdentityView>>> LinkAsync(
        UserChanges work,
        ProviderIdentity identity,
        LinkOffer? offer,
        CancellationToken cancellation
    )
    {
        if (work.DemandVerifiedEmail() is { } unverified)
        {
            return unverified;
        }
        if (offer is not null && !await LinkOffers.UseAsync(work, offer, cancellation))
        {
            return Invalid;
        }
        var linked = await Identities.LinkAsync(work, identity, cancellation);
        return linked.IsSuccess
            ? Reply.Created<IdentityView>(identities.View(linked.Value, identity, work.Now), "/api/v1/user/identities")
            : linked.Error!;
    }
}
