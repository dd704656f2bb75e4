using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CseBot.Tests.Support;

/// <summary>Everything the program logs, at every level, with exceptions in full.</summary>
internal sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> _lines = [];

    public string Everything => string.Join('\n', _lines.Select(line => line.Line));

    public IEnumerable<string> At(LogLevel level) => _lines.Where(line => line.Level >= level).Select(line => line.Line);

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<(LogLevel, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue((LogLevel.Trace, $"{category} scope {state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, $"{category} {formatter(state, exception)} {exception}"));
    }
}
