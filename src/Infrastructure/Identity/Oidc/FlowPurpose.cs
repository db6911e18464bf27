namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>What a way to a provider and back is for. The names are stable: they stand in rows and requests.</summary>
public static class FlowPurpose
{
    /// <summary>To sign in, or up.</summary>
    public const string Signin = "signin";

    /// <summary>A signed-in user links an identity.</summary>
    public const string Link = "link";

    /// <summary>A signed-in user shows again who they are.</summary>
    public const string StepUp = "stepup";

    /// <summary>An app asks the provider by itself and hands its token over.</summary>
    public const string Native = "native";

    /// <summary>An identity that may be linked to one account, once its owner signs in to that.</summary>
    internal const string Offer = "offer";
}
