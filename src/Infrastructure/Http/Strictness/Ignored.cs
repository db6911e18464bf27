using System.Text;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http.Strictness;

/// <summary>What a request has that nothing reads, with the name that may have been meant.</summary>
public sealed class Ignored
{
    private const string Header = "Rupaya-Ignored";
    private const int MaxNames = 20;
    private const int MaxLength = 100;

    private readonly SortedDictionary<string, IEnumerable<string>> _names = new(StringComparer.Ordinal);

    /// <param name="path">Of a body member with the members above it.</param>
    /// <param name="known">What is read there.</param>
    public void Add(string path, IEnumerable<string> known) => _names[path] = known;

    /// <summary>Says so in the answer; or, to a client that prefers it, in a refusal.</summary>
    /// <returns>400 <c>unknown_parameter</c> with <c>Prefer: handling=strict</c> (RFC 7240), else null.</returns>
    public Error? Tell(HttpContext context)
    {
        if (_names.Count == 0)
        {
            return null;
        }
        if (!IsStrict(context.Request))
        {
            var names = string.Join(", ", _names.Keys.Take(MaxNames).Select(Printable));
            // On starting, because the exception handler clears what was set before.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.Append(Header, names);
                return Task.CompletedTask;
            });
            return null;
        }
        context.Response.Headers["Preference-Applied"] = "handling=strict";
        return Problems.UnknownParameter.Error with
        {
            Fields = _names.Take(MaxNames).ToDictionary(n => n.Key, n => new[] { Sentence(n.Key, n.Value) }),
        };
    }

    /// <summary>That a name is not known, and which is.</summary>
    internal static string Sentence(string path, IEnumerable<string> known) =>
        NearestName.Of(path[(path.LastIndexOf('.') + 1)..], known) is { } meant
            ? $"{path} is not known: {meant} is."
            : $"{path} is not known.";

    private static bool IsStrict(HttpRequest request) =>
        request
            .Headers["Prefer"]
            .SelectMany(header => (header ?? "").Split([',', ';']))
            .Any(preference =>
                preference
                    .Replace(" ", "", StringComparison.Ordinal)
                    .Replace("\"", "", StringComparison.Ordinal)
                    .Equals("handling=strict", StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>A name as a header can hold it: what is no letter, digit or sign of a path is percent-encoded, and a long one is cut.</summary>
    private static string Printable(string name)
    {
        var text = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            var c = (char)b;
            text.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '[' or ']' ? c.ToString() : $"%{b:X2}");
        }
        return text.Length <= MaxLength ? text.ToString() : text.ToString(0, MaxLength);
    }
}
