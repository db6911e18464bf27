using Microsoft.OpenApi;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>
/// A status that several operations refuse with, for the same codes, is written once and referred to: half of the document would be repetition. It is
/// named by its status and codes, so that the name of one does not change with another.
/// </summary>
internal static class SharedRefusals
{
    public static void Share(OpenApiDocument document)
    {
        var refusals = document
            .Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())
            .SelectMany(operation => operation.Responses ?? [], (operation, response) => (operation, response.Key, response.Value))
            // Some may be a page as well.
            .Where(r => r.Value is OpenApiResponse { Content.Count: 1, Extensions: { } more } && more.ContainsKey(AnswerDocument.Codes))
            .GroupBy(r => $"{r.Key}.{r.Value.Description!.Replace(", ", ".", StringComparison.Ordinal)}", StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToList();
        document.Components!.Responses = refusals.ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
        foreach (var group in refusals)
        {
            foreach (var (operation, status, _) in group)
            {
                operation.Responses![status] = new OpenApiResponseReference(group.Key, document);
            }
        }
    }
}
