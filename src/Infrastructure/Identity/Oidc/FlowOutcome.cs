using System.Text.Json;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>What came of a flow, as its row keeps it: under the master key and bound to the row.</summary>
internal static class FlowOutcome
{
    public static byte[] Seal(MasterKeys master, Guid flowId, ProviderIdentity identity) =>
        master.Seal(JsonSerializer.SerializeToUtf8Bytes(identity, Json.Options), flowId.ToByteArray());

    public static ProviderIdentity Open(MasterKeys master, Guid flowId, byte[] outcome) =>
        JsonSerializer.Deserialize<ProviderIdentity>(master.Open(outcome, flowId.ToByteArray()), Json.Options)!;
}
