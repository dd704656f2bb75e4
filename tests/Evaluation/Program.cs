using System.CommandLine;
using CseBot.Evaluation;

var learn = new Command("learn", "Learns from the examples under src/CseBot.Dialogs/Guidance and writes what it learned to learned.bin.");
learn.SetAction(_ => Commands.Learn());

var wrong = new Option<bool>("--wrong") { Description = "Shows every question that goes wrong." };
var measure = new Command("measure", "Measures the bot on questions that it has never learned from, beside a plain full-text index.") { wrong };
measure.SetAction(parsed => Commands.Measure(parsed.GetValue(wrong)));

var hold = new Command("hold-out", "Learns without some voices and measures on them, in turn: what to expect of people whom nobody has met.") { wrong };
hold.SetAction(parsed => Commands.HoldOut(parsed.GetValue(wrong)));

return new RootCommand("What the bot understands: learning, and measuring.") { learn, measure, hold }.Parse(args).Invoke();
