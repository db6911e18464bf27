namespace Rupaya.Infrastructure.Http;

/// <summary>Is told which tokens call what will go.</summary>
internal interface IDeprecatedCalls
{
    /// <summary>Notes a call of a token.</summary>
    void Add(Guid sessionId, string operation, DateOnly sunset);
}
