using System.Net.ServerSentEvents;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using CseBot.Concerns;
using CseBot.Practice.Emulators;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.FileProviders;

namespace CseBot.Practice;

/// <summary>The practice room's page and what it asks for: what everybody sees, what left the building, and a clock that can be moved.</summary>
public sealed class Room
{
    private const int WireShown = 200;

    private const string Library = "5f3c1d7e-0000-4000-8000-0000000000ef";
    private const string AdultSite = "rowanhill.example,5f3c1d7e-0000-4000-8000-0000000000c2,5f3c1d7e-0000-4000-8000-0000000000d2";
    private const string AdultList = "5f3c1d7e-0000-4000-8000-0000000000e2";
    private const string AdultLibrary = "5f3c1d7e-0000-4000-8000-0000000000e3";
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static readonly TimeSpan _clockShown = TimeSpan.FromSeconds(15);

    private static readonly Calendar _calendar = new();

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions _readable = new(_json) { WriteIndented = true };

    private readonly Stage _stage;
    private readonly IReadOnlyList<Shelf> _shelves;
    private readonly Lock _lock = new();
    private readonly List<Channel<bool>> _pages = [];

    private Room(Stage stage)
    {
        _stage = stage;
        stage.Graph.AddSite(AdultSite, "Rowan Hill headteacher");
        stage.Graph.AddList(AdultSite, AdultList);
        _shelves =
        [
            new Shelf("record", "School record", "What has reached the school's SharePoint list", MadeUpSchool.ListId, stage.Graph.AddLibrary(MadeUpSchool.SiteId, Library, "Safeguarding documents")),
            new Shelf("adults", "Record about adults", "What has reached the head's own list, about adults who work here", AdultList, stage.Graph.AddLibrary(AdultSite, AdultLibrary, "Safeguarding documents")),
        ];
        stage.Teams.Changed += Tell;
        stage.Wire.Changed += Tell;
    }

    /// <summary>What the room's school has besides: libraries for the documents, a list of the head's own, and a mailbox to send from.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Graph:MailSender"] = EmulatedMailboxes.Sender,
        ["Schools:0:Record:DriveId"] = GraphEmulator.DriveOf(Library),
        ["Schools:0:AdultRecord:SiteId"] = AdultSite,
        ["Schools:0:AdultRecord:ListId"] = AdultList,
        ["Schools:0:AdultRecord:DriveId"] = GraphEmulator.DriveOf(AdultLibrary),
    };

    /// <summary>Serves the room on the stage's own address.</summary>
    public static void Furnish(Stage stage, WebApplication app)
    {
        var room = new Room(stage);
        var modules = typeof(Room).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NodeModules").Value!;

        app.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot")) });
        Lend(app, "/lib/adaptivecards", Path.Combine(modules, "adaptivecards", "dist"));
        Lend(app, "/lib/fluent-tokens", Path.Combine(modules, "@fluentui", "tokens", "lib"));
        Lend(app, "/lib/fluent", Path.Combine(modules, "@fluentui", "web-components", "dist"));

        var routes = app.MapGroup("/room");
        routes.MapGet("/state", () => Results.Json(room.State(), _json));
        routes.MapGet("/events", (CancellationToken stopping) => TypedResults.ServerSentEvents(room.StatesAsync(stopping)));
        routes.MapPost("/people/{id}/say", room.SayAsync);
        routes.MapPost("/people/{id}/press", room.PressAsync);
        routes.MapPost("/people/{id}/submit", room.SubmitAsync);
        routes.MapPost("/people/{id}/reachable", room.SetReachable);
        routes.MapPost("/clock", room.MoveClock);
        routes.MapPost("/clock/morning", room.WaitForMorning);
        routes.MapGet("/documents/{shelf}/{name}", room.ReadDocument);
    }

    private static void Lend(WebApplication app, string path, string folder) =>
        app.UseStaticFiles(new StaticFileOptions { RequestPath = path, FileProvider = new PhysicalFileProvider(folder) });

    private async Task<IResult> SayAsync(string id, Said said)
    {
        if (Find(id) is not { } person || string.IsNullOrWhiteSpace(said.Text))
        {
            return TypedResults.NotFound();
        }

        using var response = await _stage.Teams.SayAsync(person, said.Text);

        return TypedResults.NoContent();
    }

    private async Task<IResult> PressAsync(string id, Press press) => Find(id) is { } person
        ? Results.Json(await _stage.Teams.PressAsync(person, press.MessageId, press.Action.Verb, press.Action.Data ?? []), _json)
        : TypedResults.NotFound();

    private async Task<IResult> SubmitAsync(string id, Submit submit)
    {
        if (Find(id) is not { } person)
        {
            return TypedResults.NotFound();
        }

        using var response = await _stage.Teams.SubmitAsync(person, submit.MessageId, submit.Data ?? []);

        return TypedResults.NoContent();
    }

    private IResult SetReachable(string id, Reach reach)
    {
        if (Find(id) is not { } person)
        {
            return TypedResults.NotFound();
        }

        person.IsReachable = reach.Reachable;
        Tell();

        return TypedResults.NoContent();
    }

    private IResult MoveClock(Move move)
    {
        if (move.Minutes is < 1 or > 24 * 60)
        {
            return TypedResults.BadRequest();
        }

        _stage.Clock.Advance(TimeSpan.FromMinutes(move.Minutes));
        Tell();

        return TypedResults.NoContent();
    }

    /// <summary>Moves the clock to when the school opens next.</summary>
    private NoContent WaitForMorning()
    {
        var now = _stage.Clock.GetUtcNow();
        _stage.Clock.Advance((_calendar.IsStaffed(now) ? _calendar.NextMorning(now) : _calendar.NextStaffed(now)) - now);
        Tell();

        return TypedResults.NoContent();
    }

    private IResult ReadDocument(string shelf, string name) =>
        _shelves.FirstOrDefault(one => one.Key == shelf) is { } found && _stage.Graph.DocumentsIn(found.Drive).GetValueOrDefault(name) is [.., var newest]
            ? TypedResults.File(newest, Word, name)
            : TypedResults.NotFound();

    private TeamsPerson? Find(string id) => _stage.Teams.People.FirstOrDefault(person => person.EntraId == id);

    private void Tell()
    {
        lock (_lock)
        {
            _pages.ForEach(page => page.Writer.TryWrite(true));
        }
    }

    /// <summary>The whole room, now and whenever something changes. Changes that come together are told together.</summary>
    private async IAsyncEnumerable<SseItem<JsonObject>> StatesAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        var page = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        lock (_lock)
        {
            _pages.Add(page);
        }

        try
        {
            do
            {
                yield return new SseItem<JsonObject>(State(), "state");
            }
            while (await NextAsync(page.Reader, stopping));
        }
        finally
        {
            lock (_lock)
            {
                _pages.Remove(page);
            }
        }
    }

    /// <summary>Waits for a change, or for the clock on the page to be out of date.</summary>
    private static async Task<bool> NextAsync(ChannelReader<bool> changes, CancellationToken stopping)
    {
        await Task.WhenAny(changes.WaitToReadAsync(stopping).AsTask(), Task.Delay(_clockShown, stopping));
        changes.TryRead(out _);

        return !stopping.IsCancellationRequested;
    }

    private JsonObject State() => JsonSerializer.SerializeToNode(
        new
        {
            school = MadeUpSchool.Name,
            clock = new { now = _stage.Clock.GetUtcNow(), text = School.DayAndTime(_stage.Clock.GetUtcNow()) },
            people = _stage.Teams.People.Select(person => new
            {
                id = person.EntraId,
                name = person.Name,
                part = person.Part,
                key = person.Key,
                reachable = person.IsReachable,
                messages = person.Messages.Select(message => new
                {
                    id = message.Id,
                    revision = message.Revision,
                    from = message.FromBot ? "bot" : "person",
                    atText = School.Time(message.At),
                    text = message.Text,
                    card = message.Shown,
                    summary = message.Summary,
                    mine = message.Own is not null,
                }),
            }),
            records = _shelves.Select(shelf => new
            {
                key = shelf.Key,
                name = shelf.Name,
                about = shelf.About,
                columns = _stage.Graph.Columns,
                rows = _stage.Graph.RowsOf(shelf.List),
                documents = _stage.Graph.DocumentsIn(shelf.Drive).Select(document => new { name = document.Key, versions = document.Value.Count }),
            }),
            wire = _stage.Wire.Calls.TakeLast(WireShown).Select(call => new
            {
                number = call.Number,
                atText = $"{TimeZoneInfo.ConvertTime(call.At, School.Zone):HH:mm:ss}",
                to = call.To,
                method = call.Method,
                path = call.Path,
                status = call.Status,
                body = Readable(call.Body),
            }),
        },
        _json)!.AsObject();

    private static string? Readable(string? body)
    {
        try
        {
            return body is null ? null : JsonNode.Parse(body)?.ToJsonString(_readable);
        }
        catch (JsonException)
        {
            return body;
        }
    }

    /// <summary>A list, with its library.</summary>
    private sealed record Shelf(string Key, string Name, string About, string List, string Drive);

    private sealed record Said(string Text);

    private sealed record Press(string MessageId, PressedAction Action);

    private sealed record PressedAction(string Verb, JsonObject? Data);

    private sealed record Submit(string MessageId, JsonObject? Data);

    private sealed record Reach(bool Reachable);

    private sealed record Move(int Minutes);
}
