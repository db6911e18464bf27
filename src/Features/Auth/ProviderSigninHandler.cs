using Npgsql;
using Rupaya.Infrastructure.Identity.Oidc;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;
using UserRow = Rupaya.Infrastructure.Postgres.Entities.User;

namespace Rupaya.Features.Auth;

/// <summary>
/// Lets in whom a provider vouches for. What it proves is (issuer, subject); an address only keeps a new account from being made beside one that is there,
/// and never opens that one.
/// </summary>
internal sealed class ProviderSigninHandler(
    NpgsqlDataSource database,
    OidcProviders providers,
    Identities identities,
    LinkOffers offers,
    SigninWays ways,
    SigninEndHandler end,
    UserDoor door,
    ProviderSignupHandler signup
)
{
    private const int Attempts = 3;

    public async Task<Result<Reply<SignedIn>>> HandleAsync(ProviderIdentity identity, SigninDevice device, CancellationToken cancellation)
    {
        if (providers.Find(identity.Provider) is not { } provider)
        {
            return Problems.InvalidTicket.Error;
        }
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await identities.FindUserAsync(identity, cancellation) is { } userId)
            {
                return await SignInAsync(userId, provider, identity, device, cancellation);
            }
            // Before anybody is looked for: known and unknown addresses are refused alike.
            if (identity.Email is null)
            {
                return Problems.ProviderEmailUnverified.Error;
            }
            if (await FindAsync(identity.Email, cancellation) is { } account)
            {
                // One that the same person made a moment ago has the identity already: it came with the account.
                if (await identities.FindUserAsync(identity, cancellation) is null)
                {
                    return await OfferAsync(account, identity, cancellation);
                }
                continue;
            }
            if (!provider.AllowSignup)
            {
                return Problems.SignupDisabled.Error;
            }
            if (await signup.HandleAsync(provider, identity, device, cancellation) is { } signedUp)
            {
                return signedUp;
            }
            // Somebody signed up with the address, or with the identity, at the same moment: now there is one to be found.
        }
        return Problems.AccountBusy.Error;
    }

    private async Task<Result<Reply<SignedIn>>> SignInAsync(
        Guid userId,
        OidcProvider provider,
        ProviderIdentity identity,
        SigninDevice device,
        CancellationToken cancellation
    )
    {
        var answer = await door.WriteAsync<SignedIn>(
            userId,
            userId,
            (work, c) => AcceptAsync(work, provider, identity, device, c),
            cancellation
        );
        // Erased a moment ago: the identity is nobody's any more.
        return answer.Error?.Kind == ErrorKind.NotFound ? Problems.InvalidTicket.Error : answer;
    }

    private async Task<Result<Reply<SignedIn>>> AcceptAsync(
        UserChanges work,
        OidcProvider provider,
        ProviderIdentity identity,
        SigninDevice device,
        CancellationToken cancellation
    )
    {
        if (!await Identities.UseAsync(work, identity, cancellation))
        {
            return Problems.InvalidTicket.Error;
        }
        return await end.AfterFirstAsync(work, device, provider.MethodsOf(identity), cancellation);
    }

    private async Task<Result<Reply<SignedIn>>> OfferAsync(UserRow account, ProviderIdentity identity, CancellationToken cancellation)
    {
        var linkToken = await offers.MakeAsync(account.UserId, identity, cancellation);
        var methods = await ways.OfAsync(account, cancellation);
        return Reply.Instead<SignedIn, LinkRequiredAnswer>(new LinkRequiredAnswer(true, linkToken, [.. methods.Select(NameOf)]));
    }

    private static string NameOf(string method) =>
        method.StartsWith(SigninMethods.Provider, StringComparison.Ordinal) ? method[SigninMethods.Provider.Length..] : method;

    private async Task<UserRow?> FindAsync(string email, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var find = Command($"select {UserSql.Columns} from users u where u.email_key = $1", Parameter(EmailAddress.KeyOf(email)));
        return (await connection.ReadAsync(find, UserSql.Read, cancellation)).FirstOrDefault();
    }
}
