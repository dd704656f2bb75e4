namespace CseBot.Dialogs.Flows;

/// <summary>Every conversation the bot can hold, by name.</summary>
public static class AllFlows
{
    public static IReadOnlyList<Flow> All { get; } = [RaiseConcern.Flow, AddInformation.Flow, WhoAreYou.Flow, WhichSchool.Flow];

    public static Flow? Find(string name) => All.FirstOrDefault(flow => flow.Name == name);
}
