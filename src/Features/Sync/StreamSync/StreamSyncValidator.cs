namespace Rupaya.Features.Sync.StreamSync;

internal sealed class StreamSyncValidator : Validator<StreamSyncRequest>
{
    public StreamSyncValidator() => RuleFor(r => r.Since).GreaterThanOrEqualTo(0);
}
