using System.Text.Json.Nodes;
using CseBot.Cards;
using CseBot.Dialogs;
using CseBot.Dialogs.Flows;

namespace CseBot.Conversations;

/// <summary>Notices signs in what somebody has written, so that they can be offered. It ticks nothing (design 2, rule 3).</summary>
internal sealed class Noticing(SignFinder finder, Wording words)
{
    private const int Most = 8;

    private static readonly string[] _read = [RaiseConcern.WhatHappened, RaiseConcern.ChildsWords, RaiseConcern.WhoElseTold];

    /// <summary>The turn, with the signs that are in what has been written by now.</summary>
    public Turn After(Flow flow, Turn turn)
    {
        if (turn.Answered is not { } answered || !_read.Contains(answered.Id))
        {
            return turn;
        }

        var found = Ticks.Tick(finder.Suggest(Written(turn.State)).Where(one => one.Entry.Kind == GuidanceKind.Sign).Take(Most).Select(one => one.Entry.Id));
        var state = turn.State with { Answers = turn.State.Answers.With(WhatIsKnown.RecognisedIn, found) };

        return Dialog.Resume(flow, state) with { Answered = answered };
    }

    /// <summary>Each sign that was recognised, and the words that it rests on, for somebody who has asked.</summary>
    public IEnumerable<JsonObject> Because(DialogState state) => finder.Suggest(Written(state))
        .Where(one => state.Answers.RecognisedSigns.Contains(one.Entry.Id))
        .Select(one => CardData.Section(words.Tick(one.Entry.Id)?.Name ?? one.Entry.Title, string.Join(", ", one.Evidence)));

    private static string Written(DialogState state) =>
        string.Join('\n', _read.Select(step => state.Answers.To(step)?.Text).Prepend(state.FirstWords).OfType<string>());
}
