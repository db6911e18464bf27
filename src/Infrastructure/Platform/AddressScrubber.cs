using System.Diagnostics;
using OpenTelemetry;

namespace Rupaya.Infrastructure.Platform;

/// <summary>
/// Takes out of spans what addresses may give away: queries, and the paths of other servers, which hold a part of a password's hash (the breach
/// service) or are a secret as a whole (the receivers of webhooks).
/// </summary>
internal sealed class AddressScrubber : BaseProcessor<Activity>
{
    private const string Query = "url.query";
    private const string Full = "url.full";

    public override void OnEnd(Activity data)
    {
        data.SetTag(Query, null);
        if (data.GetTagItem(Full) is string full)
        {
            data.SetTag(Full, Uri.TryCreate(full, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : null);
        }
    }
}
