using System.Diagnostics;
using System.Globalization;

namespace CseBot.Tests.Support;

/// <summary>A PostgreSQL server for this run of the tests: in a temporary folder, on a socket in it, as somebody without rights.</summary>
internal sealed class PostgresCluster
{
    /// <summary>The account that has no rights anywhere, for when the tests are run by root, as whom PostgreSQL refuses to start.</summary>
    private const string Nobody = "65534";

    /// <summary>It runs until its standard input ends, which it does when this process does, however that comes about.</summary>
    private const string Script =
        """
        trap '' INT TERM HUP
        cd "$2" || exit
        if "$1/initdb" -D data -U csebot -A trust -E UTF8 --locale=C --no-sync > log 2>&1 &&
          "$1/pg_ctl" -D data -w -l log -o "-c listen_addresses= -c unix_socket_directories='$2' -c fsync=off -c max_connections=300" start > start 2>&1
        then echo ready
        else cat log start
        fi
        exec >&-
        cat > /dev/null
        "$1/pg_ctl" -D data -w -m immediate stop > /dev/null 2>&1
        cd / && rm -rf "$2"
        """;

    private static readonly string[] _programs = ["initdb", "pg_ctl", "pg_dump", "psql"];

    private static readonly Lazy<Task<PostgresCluster>> _ofThisRun = new(StartAsync);

    /// <summary>Kept, because the pipe to it closes when it is collected.</summary>
    private readonly Process _server;

    private PostgresCluster(string folder, Process server) => (Folder, _server) = (folder, server);

    /// <summary>Where PostgreSQL's programs are, or <see langword="null"/> when they are not.</summary>
    public static string? Programs { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Concat(Installed().OrderByDescending(Version))
        .FirstOrDefault(folder => _programs.All(program => File.Exists(Path.Combine(folder, program))));

    public string Folder { get; }

    public static Task<PostgresCluster> OfThisRunAsync() => _ofThisRun.Value;

    public string ConnectionString(string database) => $"Host={Folder};Username=csebot;Database={database};Maximum Pool Size=20";

    /// <summary>Runs one of PostgreSQL's own programs on a database.</summary>
    public async Task RunAsync(string program, string database, params IReadOnlyList<string> arguments)
    {
        using var running = Process.Start(
            new ProcessStartInfo(Path.Combine(Programs!, program), ["--host", Folder, "--username", "csebot", "--dbname", database, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var output = running.StandardOutput.ReadToEndAsync();
        var complaint = running.StandardError.ReadToEndAsync();
        await running.WaitForExitAsync();
        await output;

        Assert.True(running.ExitCode == 0, await complaint);
    }

    private static string[] Installed() => Directory.Exists("/usr/lib/postgresql")
        ? [.. Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))]
        : [];

    private static int Version(string programs) =>
        int.TryParse(Path.GetFileName(Path.GetDirectoryName(programs)), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static async Task<PostgresCluster> StartAsync()
    {
        var programs = Programs ?? throw new InvalidOperationException("PostgreSQL is needed, and was not found: install your system's postgresql package.");
        var folder = Directory.CreateTempSubdirectory("csebot-postgres-").FullName;
        string[] unprivileged = [];

        if (Environment.IsPrivilegedProcess)
        {
            using var given = Process.Start("chown", [Nobody, folder]);
            await given.WaitForExitAsync();
            unprivileged = ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"];
        }

        string[] command = [.. unprivileged, "sh", "-c", Script, "sh", programs, folder];
        var server = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var said = await server.StandardOutput.ReadToEndAsync();

        return said.Trim() == "ready" ? new PostgresCluster(folder, server) : throw new InvalidOperationException(said);
    }
}
