using CseBot.Dialogs;
using CseBot.Dialogs.Flows;

namespace CseBot.Operations;

/// <summary>Holds the conversation in a terminal, so that somebody can walk a flow without Teams. Nothing is kept and nothing is sent.</summary>
internal sealed class TalkCommand(TextReader input, TextWriter output)
{
    private readonly Wording _words = Wording.Load();

    public async Task<int> RunAsync()
    {
        var turn = Dialog.Begin(RaiseConcern.Flow);

        while (turn.Here is Question or Act)
        {
            if (turn.Here is Act act)
            {
                await output.WriteLineAsync($"[{act.Id}]");
                turn = Dialog.Done(RaiseConcern.Flow, turn.State, act);
                continue;
            }

            var question = (Question)turn.Here;
            await AskAsync(question);

            if (await input.ReadLineAsync() is not { } line || _words.Command(line) == "stop")
            {
                await output.WriteLineAsync(_words.Say("draft.stopped.heading"));
                return 0;
            }

            var next = Dialog.Take(RaiseConcern.Flow, turn.State, new Reply(_words.For(question).Read(question, line)));

            if (next.Answered is null)
            {
                await output.WriteLineAsync(_words.For(question).NotUnderstood);
            }

            turn = next;
        }

        await output.WriteLineAsync($"[{turn.Here.Id}]");

        foreach (var (step, answer) in turn.State.Answers.ByStep)
        {
            await output.WriteLineAsync($"  {step}: {answer.Text ?? answer.Option}");
        }

        return 0;
    }

    private async Task AskAsync(Question question)
    {
        var words = _words.For(question);
        await output.WriteLineAsync($"\n{words.Ask}\n{words.Help}");

        foreach (var option in question.Options)
        {
            await output.WriteLineAsync($"  - {words.Options[option.Value].Title}");
        }
    }
}
