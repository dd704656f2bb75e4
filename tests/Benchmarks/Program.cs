using CseBot.Benchmarks;

Understanding.Run();
