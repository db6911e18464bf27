namespace Rupaya.Features.Auth;

/// <summary>What a sign-in with a provider answers when the address has an account: its owner signs in to that and links.</summary>
/// <param name="LinkToken">To be sent to <c>/user/identities</c> by a session of that account, within ten minutes.</param>
/// <param name="Methods">How one can sign in to it: password, passkey, or a provider's name.</param>
internal sealed record LinkRequiredAnswer(bool LinkRequired, string LinkToken, IReadOnlyList<string> Methods);
