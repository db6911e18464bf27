using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Rupaya.Integration.Fixtures;

/// <summary>An OpenID provider of others' making: OpenIddict without a store. Whoever comes is one person, signed in already.</summary>
internal sealed class OpenIddictProvider : IAsyncDisposable
{
    public const string ClientId = "rupaya-at-openiddict";
    public const string ClientSecret = "a secret of openiddict";

    private readonly WebApplication _app;

    private OpenIddictProvider(Person person)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication();
        builder
            .Services.AddOpenIddict()
            .AddServer(options =>
            {
                options.EnableDegradedMode().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                options.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
                options.RegisterScopes(Scopes.Email, Scopes.Profile);
                options.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
                options.UseAspNetCore().DisableTransportSecurityRequirement();
                options.AddEventHandler<ValidateAuthorizationRequestContext>(b => b.UseInlineHandler(_ => default));
                options.AddEventHandler<ValidateTokenRequestContext>(b => b.UseInlineHandler(Authenticate));
                options.AddEventHandler<HandleAuthorizationRequestContext>(b => b.UseInlineHandler(c => SignIn(c, person)));
            });
        _app = builder.Build();
        _app.UseAuthentication();
    }

    /// <summary>With the slash that it writes into its tokens.</summary>
    public string Issuer => _app.Urls.First() + "/";

    public static async Task<OpenIddictProvider> StartAsync(Person person)
    {
        var provider = new OpenIddictProvider(person);
        await provider._app.StartAsync();
        // Its first answer takes it seconds where much runs beside it, and the product waits for none longer than five.
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri(new Uri(provider.Issuer), ".well-known/openid-configuration"));
        return provider;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static ValueTask Authenticate(ValidateTokenRequestContext context)
    {
        if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
        {
            context.Reject(Errors.InvalidClient, "This is not the client.");
        }
        return default;
    }

    private static ValueTask SignIn(HandleAuthorizationRequestContext context, Person person)
    {
        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject).SetClaim(Claims.Email, person.Email).SetClaim(Claims.EmailVerified, true);
        identity.SetScopes(context.Request.GetScopes());
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        context.SignIn(new ClaimsPrincipal(identity));
        return default;
    }
}
