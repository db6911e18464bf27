using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http;

/// <summary>Why a request is answered without being served; the limits see it first.</summary>
internal sealed record RefusedToken(Error Refusal);
