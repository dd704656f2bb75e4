using System.ComponentModel;
using System.Diagnostics;

namespace CseBot.Tests.Judges;

/// <summary>A fact that Microsoft's own JavaScript decides. Without Node.js it is skipped, except where everything has to be proved.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> _isThere = new(Starts);

    public NodeFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && !_isThere.Value)
        {
            Skip = "Node.js 20 or later is needed, and could not be started.";
        }
    }

    private static bool Starts()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { UseShellExecute = false, RedirectStandardOutput = true })!;
            node.WaitForExit();

            return node.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
