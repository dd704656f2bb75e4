using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CseBot.Operations;

/// <summary>What the health page says: how it is, and why. It names nobody.</summary>
internal static class HealthPage
{
    public static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "application/json";

        return JsonSerializer.SerializeAsync(http.Response.Body, new
        {
            status = report.Status.ToString(),
            reasons = report.Entries.Values.Select(entry => entry.Description).OfType<string>(),
        });
    }
}
