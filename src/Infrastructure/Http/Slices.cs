using System.Globalization;
using System.Reflection;
using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http.Binding;

namespace Rupaya.Infrastructure.Http;

/// <summary>Finds the endpoints and validators of the slices and maps them below <c>/api/v1</c>.</summary>
internal static class Slices
{
    private const string TestUrls = "_test_url_cache_";

    private const int FirstRoute = 1;

    public static void AddSlices(this IServiceCollection services, IReadOnlyList<Assembly> features)
    {
        services.AddSingleton(typeof(IRequestBinder<>), typeof(ApiRequestBinder<>));
        services.AddSingleton<IEndpointFactory, Binding.EndpointFactory>();
        services.AddFastEndpoints(options =>
        {
            options.DisableAutoDiscovery = true;
            options.Assemblies = features;
        });
        // Every token is verified by TokenMiddleware; what FastEndpoints says about authorisation is documentation.
        services.Configure<RouteOptions>(options => options.SuppressCheckForUnhandledSecurityMetadata = true);
        ValidatorOptions.Global.LanguageManager = new FieldLanguage();
        ValidatorOptions.Global.PropertyNameResolver = (_, member, _) =>
            member is null ? null : System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member.Name);
    }

    public static void MapSlices(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").WithMetadata(new ApiRouteMetadata());
        ((IEndpointConventionBuilder)api).Add(HideTestUrls);
        ((IEndpointConventionBuilder)api).Finally(LeaveOutOtherNames);
        api.MapFastEndpoints(config =>
        {
            config.Endpoints.NameGenerator = context =>
                context.RouteNumber is null or FirstRoute
                    ? UseCase(context.EndpointType)
                    : string.Create(CultureInfo.InvariantCulture, $"{UseCase(context.EndpointType)}By{context.RouteNumber}");
            config.Endpoints.AllowEmptyRequestDtos = true;
            config.Endpoints.Configurator = definition =>
            {
                definition.DontAutoTag();
                definition.Description(builder =>
                {
                    // Another content type is refused by the binder, with a problem.
                    builder.ClearDefaultAccepts();
                    if (RequestShape.TakesBody(definition))
                    {
                        builder.Accepts(definition.ReqDtoType, "application/json", "*/*");
                    }
                    builder.WithTags(Area(definition.EndpointType));
                    builder.WithMetadata(RouteAccess.Of(definition));
                });
            };
            config.Binding.JsonExceptionTransformer = null!;
            config.Validation.UsePropertyNamingPolicy = false;
        });
    }

    /// <summary>The slice's name: that of its endpoint without the suffix.</summary>
    private static string UseCase(Type endpoint) => endpoint.Name[..^"Endpoint".Length];

    /// <summary>The folder of the slice's area.</summary>
    internal static string Area(Type endpoint) => endpoint.Namespace!.Split('.')[^2];

    // FastEndpoints maps a list of routes for its own test client.
    private static void HideTestUrls(EndpointBuilder builder)
    {
        if (builder is RouteEndpointBuilder route && route.RoutePattern.RawText?.EndsWith(TestUrls, StringComparison.Ordinal) == true)
        {
            builder.Metadata.Add(new SuppressMatchingMetadata());
        }
    }

    // An operation has one name in the document, that of its first route; the others are said in its description.
    private static void LeaveOutOtherNames(EndpointBuilder builder)
    {
        if (
            builder is RouteEndpointBuilder route
            && builder.Metadata.OfType<EndpointDefinition>().FirstOrDefault() is { Routes.Length: > 1 } definition
            && route.RoutePattern.RawText?.EndsWith(definition.Routes[0], StringComparison.Ordinal) != true
        )
        {
            builder.Metadata.Add(new ExcludeFromDescriptionAttribute());
        }
    }
}
