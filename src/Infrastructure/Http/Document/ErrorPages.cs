using System.Net;
using System.Text;
using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>What each code means, for people: a list at <c>/docs/errors</c> and a page for each code, which a problem's <c>type</c> leads to.</summary>
internal static class ErrorPages
{
    public static void MapErrorPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/docs/errors", () => DocPage.Html("Problems", List())).ExcludeFromDescription();
        routes
            .MapGet(
                "/docs/errors/{code}",
                (string code, EndpointDataSource endpoints) =>
                    Problems.All.Where(p => p.Code == code).ToList() is { Count: > 0 } problems
                        ? DocPage.Html(
                            code,
                            string.Concat(problems.Select(p => Explain(p, endpoints))) + "<p><a href=\"/docs/errors\">All problems</a></p>"
                        )
                        : Results.NotFound()
            )
            .ExcludeFromDescription();
    }

    private static string List()
    {
        var rows = new StringBuilder("<table><tr><th>Code</th><th>Status</th><th>Meaning</th></tr>");
        foreach (var problem in Problems.All)
        {
            rows.Append(
                $"<tr><td><a href=\"/docs/errors/{problem.Code}\"><code>{problem.Code}</code></a></td><td>{ProblemResult.StatusOf(problem.Kind)}</td><td>{WebUtility.HtmlEncode(problem.Title)}</td></tr>"
            );
        }
        return rows.Append("</table>").ToString();
    }

    private static string Explain(Problem problem, EndpointDataSource endpoints)
    {
        var operations = endpoints
            .Endpoints.Select(e => (e.Metadata.GetMetadata<EndpointDefinition>(), e.Metadata.GetMetadata<IEndpointNameMetadata>()))
            .Where(e => e.Item1 is not null && OperationProblems.Of(e.Item1).Contains(problem))
            .Select(e => $"<code>{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(e.Item2!.EndpointName)}</code>")
            .Order(StringComparer.Ordinal);
        var retry = problem.Retry switch
        {
            Retry.Later => "Yes: after the time in Retry-After, or a moment later.",
            Retry.AfterChange => "Only once the request, or what it is about, was changed.",
            _ => "No.",
        };
        return $"<p><b>{ProblemResult.StatusOf(problem.Kind)}</b> {WebUtility.HtmlEncode(problem.Title)}</p>"
            + $"<p>What to do: {WebUtility.HtmlEncode(problem.WhatToDo)}</p><p>Does a retry help? {retry}</p>"
            + $"<p>Answered by: {string.Join(", ", operations)}</p>";
    }
}
