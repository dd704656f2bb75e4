namespace CseBot.Tests.Support;

/// <summary>A fact about bots on PostgreSQL. Without it the test is skipped, except where everything has to be proved.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && PostgresCluster.Programs is null)
        {
            Skip = "PostgreSQL's programs are needed, and were not found.";
        }
    }
}
