using System.Buffers;
using CseBot.Concerns;
using CseBot.Dialogs;
using CseBot.Teams;
using Microsoft.AspNetCore.Authentication;

namespace CseBot;

/// <summary>The one address Teams calls: who is calling, may they, what is it, and the one place that catches what nobody expected.</summary>
internal sealed partial class MessagesEndpoint(
    ActivityRouter router, Caller caller, ConnectorClient connector, IDirectory directory, Wording words, ILogger<MessagesEndpoint> logger)
{
    /// <summary>Azure Bot Service sends no more than this (protocol 2.6).</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>Up to here a body that is too large is read to its end, so that whoever sent it gets an answer and not a broken connection.</summary>
    public const int LargestDrained = 8 * LargestBody;

    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        var who = await http.AuthenticateAsync(BotAuthentication.SchemeName);

        if (who.Principal is not { } principal)
        {
            return TypedResults.Unauthorized();
        }

        if (await ReadAsync(http.Request) is not { } body)
        {
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (TeamsJson.Read(body) is not { } activity)
        {
            Log.NotAnActivity(logger, body.Length);
            return TypedResults.BadRequest();
        }

        if (caller.Objection(principal, activity) is { } objection)
        {
            Log.Refused(logger, objection);
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        return await RouteAsync(activity) switch
        {
            Routed.Answered answered => TypedResults.Json(answered.Answer, TeamsJson.Relaxed.InvokeAnswer),
            Routed.Found found => TypedResults.Json(found.Results, TeamsJson.Relaxed.JsonObject),
            Routed.NotHere => TypedResults.Json(
                InvokeAnswer.Error(StatusCodes.Status501NotImplemented, "NotImplemented", words.Say("newer-card")),
                TeamsJson.Relaxed.InvokeAnswer,
                statusCode: StatusCodes.Status501NotImplemented),
            _ => TypedResults.Ok(),
        };
    }

    /// <summary>The body, or <see langword="null"/> when it is larger than anything Teams sends.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > LargestBody)
        {
            return null;
        }

        var body = new ArrayBufferWriter<byte>(Math.Max((int)(request.ContentLength ?? 0), 4096));

        while (await request.Body.ReadAsync(body.GetMemory(4096)) is > 0 and var read)
        {
            body.Advance(read);

            if (body.WrittenCount > LargestBody)
            {
                return null;
            }
        }

        return body.WrittenSpan.ToArray();
    }

    /// <summary>Routes an activity. Whatever goes wrong, the person is told that they were not heard, and whom to ring.</summary>
    /// <remarks>It does not stop when Teams hangs up: what has begun is finished, and Teams asks again.</remarks>
    private async Task<Routed> RouteAsync(Activity activity)
    {
        try
        {
            return await router.RouteAsync(activity, CancellationToken.None);
        }
#pragma warning disable CA1031 // The one place that catches everything: see house rule 6.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Log.Failed(logger, activity.Type, fault.GetType().Name, fault.InnerException?.GetType().Name);
            var sorry = words.Say("trouble.reporter", ("phone", Phones()));

            if (activity.Type == "invoke")
            {
                return new Routed.Answered(InvokeAnswer.Error(StatusCodes.Status500InternalServerError, "NotSent", sorry));
            }

            if (activity is { Type: "message", IsPersonal: true })
            {
                await connector.SendAsync(
                    new ConversationReference(activity.ServiceUrl, activity.Conversation.Id), new OutgoingActivity { Text = sorry }, CancellationToken.None);
            }

            return new Routed.Taken();
        }
    }

    private string Phones() => directory.Configured is [var only] ? only.Phone : string.Join("; ", directory.Configured.Select(school => $"{school.Phone} ({school.Name})"));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A body of {Length} bytes was not an activity.")]
        public static partial void NotAnActivity(ILogger logger, int length);

        [LoggerMessage(LogLevel.Warning, "An activity was refused: its {Objection} is not right.")]
        public static partial void Refused(ILogger logger, string objection);

        [LoggerMessage(LogLevel.Error, "A {Type} could not be dealt with: {Fault}, because of {Cause}. The person has been told to phone.")]
        public static partial void Failed(ILogger logger, string type, string fault, string? cause);
    }
}
