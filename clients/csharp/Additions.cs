using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Rupaya.Client;

/// <summary>A refusal, or an answer that was not expected.</summary>
public partial class ApiException
{
    /// <summary>What the API says about it; null where something on the way answered.</summary>
    public Problem? Problem => (this as ApiException<Problem>)?.Result;

    /// <summary>The problem's code, such as <c>insufficient_balance</c>.</summary>
    public string? Code => Problem?.Code;
}

public partial class SignedIn
{
    /// <summary>To be sent with a code to <see cref="RupayaApi.VerifyMfaAsync"/>, where a second factor is wanted.</summary>
    [JsonIgnore]
    public string? MfaToken => AdditionalProperties.TryGetValue("mfaToken", out var token) ? token.ToString() : null;
}

/// <summary>What the requests of PUT can say besides.</summary>
public static class Requests
{
    /// <summary>Clears a member: null is sent for it. A member that is null otherwise is left out, and stays as it is.</summary>
    /// <param name="request">The body of a PUT.</param>
    /// <param name="member">Such as <c>r => r.Merchant</c>.</param>
    public static T Clear<T>(this T request, Expression<Func<T, object?>> member)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(member);
        var body = member.Body is UnaryExpression converted ? converted.Operand : member.Body;
        var name =
            (body as MemberExpression)?.Member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
            ?? throw new ArgumentException("That is no member of the request.", nameof(member));
        var more = (IDictionary<string, object?>)typeof(T).GetProperty("AdditionalProperties")!.GetValue(request)!;
        more[name] = null;
        return request;
    }
}
