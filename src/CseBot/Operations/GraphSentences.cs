using CseBot.Graph;

namespace CseBot.Operations;

/// <summary>Says what Graph's refusals mean to an operator, and what to do.</summary>
internal static class GraphSentences
{
    /// <param name="what">What was asked for, as the subject of a sentence: "The list".</param>
    public static string Say(GraphFault fault, string what) => fault.Kind switch
    {
        GraphFaultKind.NotAnswered => $"{what} could not be asked for: Microsoft Graph did not answer in time. See that this machine can reach Graph:BaseUrl over https, and run this again.",
        GraphFaultKind.NotUnderstood => $"{what} could not be asked for: what answered was not Microsoft Graph. See that no proxy answers in its place, and that Graph:BaseUrl is right.",
        GraphFaultKind.NoToken => $"{what} could not be asked for: Entra gave no token{Code(fault)}. See that Bot:AppId, Bot:TenantId and Bot:Credential are right, and that the secret or certificate has not expired.",
        GraphFaultKind.TokenRefused => $"{what} could not be asked for: Microsoft Graph refused our token (401). See that the app is registered in this tenant and that an administrator has consented to its permissions.",
        GraphFaultKind.NotAllowed => $"{what} is not ours to use: Microsoft Graph does not allow it (403). An administrator has to grant it.",
        GraphFaultKind.NotThere => $"{what} is not there{Status(fault)}. See that its id is right, and that it has not been deleted.",
        GraphFaultKind.IsThere => $"{what} is there already and in the way (409). Look at the site for something of that name, rename it, and run this again.",
        GraphFaultKind.Changed => $"{what} was changed by somebody else at the same moment (412). Run this again.",
        GraphFaultKind.Busy => $"{what} could not be asked for: Microsoft Graph is too busy (429). Wait {Wait(fault)} and run this again.",
        GraphFaultKind.InTrouble => $"{what} could not be had: Microsoft Graph is in trouble{Status(fault)}. Run this again in a few minutes; if it goes on, look at the service health in the Microsoft 365 admin centre.",
        _ => $"{what}: Microsoft Graph did not accept the call{Status(fault)}. See that the ids in the configuration are right; if they are, tell whoever maintains this program.",
    };

    public static string Code(GraphFault fault) => fault.EntraCode is { } code ? $" ({code})" : string.Empty;

    private static string Status(GraphFault fault) => fault.Status is { } status ? $" ({status})" : string.Empty;

    private static string Wait(GraphFault fault) => fault.RetryAfter is { } wait ? $"{(int)wait.TotalSeconds} seconds" : "a few minutes";
}
