using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CseBot.Tests.Support;

/// <summary>A request as it is on the wire, so that it can be wrong in ways that no HTTP client allows.</summary>
internal sealed record RawRequest(string Method, string Target, IReadOnlyList<string> Headers, byte[] Body)
{
    /// <returns>The status it was answered with.</returns>
    public async Task<int> SendAsync(Uri to)
    {
        using var wire = new TcpClient();
        await wire.ConnectAsync(to.Host, to.Port);
        await using var stream = wire.GetStream();
        string[] head = [$"{Method} {Target} HTTP/1.1", $"Host: {to.Authority}", "Connection: close", .. Headers];
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(head.Select(line => $"{line}\r\n")) + "\r\n"));
        await stream.WriteAsync(Body);
        using var answer = new StreamReader(stream, Encoding.ASCII);

        return await answer.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line
            ? int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("The connection was closed without an answer.");
    }
}
