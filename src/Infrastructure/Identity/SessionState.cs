using Rupaya.Domain.Users;

namespace Rupaya.Infrastructure.Identity;

/// <summary>How a session stands to what is grave.</summary>
/// <param name="Shown">What it has shown.</param>
/// <param name="Need">What something grave needs.</param>
/// <param name="IsOfSignin">True when that was at its sign-in only, of a user who has a password.</param>
internal sealed record SessionState(Authentication Shown, StepUpNeed Need, bool IsOfSignin);
