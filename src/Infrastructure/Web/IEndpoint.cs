using Microsoft.AspNetCore.Routing;

namespace Rupaya.Infrastructure.Web;

/// <summary>One use case's route. Found by assembly scan and mapped below <c>/api/v1</c>; needs a token unless it allows anonymous.</summary>
internal interface IEndpoint
{
    void Map(IEndpointRouteBuilder routes);
}
