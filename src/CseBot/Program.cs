using CseBot.Operations;

return await CommandLine.RunAsync(args);
