using System.Globalization;
using CseBot.Concerns;
using CseBot.Storage;

namespace CseBot.Outbox;

/// <summary>What the outbox can carry (design 6), and how a piece of work becomes a row.</summary>
internal static class OutboxKinds
{
    public const string Alert = "alert";
    public const string RefreshCard = "refresh-card";
    public const string TellReporter = "tell-reporter";
    public const string PutListItem = "put-list-item";

    public const string TellLead = "tell-lead";
    public const string AskReporter = "ask-reporter";
    public const string SendMail = "send-mail";
    public const string CreateMeeting = "create-meeting";
    public const string FileDocument = "file-document";

    public const string TellPerson = "tell-person";
    public const string HoldDrill = "hold-drill";

    /// <summary>What a named person is told that is about no concern.</summary>
    public const string Morning = "morning";
    public const string NobodyCovers = "nobody-covers";

    /// <summary>What a conversation is told that is not about a concern that was sent.</summary>
    public const string AskAgain = "ask-again";
    public const string NotSent = "not-sent";
    public const string Expired = "expired";

    public static OutboxRow Row(Work work, string reference, DateTimeOffset now) => work switch
    {
        Work.AlertLead alert => new OutboxRow
        {
            Kind = Alert,
            Reference = reference,
            Person = alert.Person,
            What = alert.Round.ToString(CultureInfo.InvariantCulture),
            CreatedAt = now,
            DueAt = now,
        },
        Work.RefreshCards => new OutboxRow { Kind = RefreshCard, Reference = reference, CreatedAt = now, DueAt = now },
        Work.TellReporter tell => new OutboxRow { Kind = TellReporter, Reference = reference, What = tell.What.ToString(), CreatedAt = now, DueAt = now },
        Work.PutListItem => new OutboxRow { Kind = PutListItem, Reference = reference, CreatedAt = now, DueAt = now },
        Work.TellLead tell => new OutboxRow { Kind = TellLead, Reference = reference, Person = tell.Person, What = tell.What.ToString(), CreatedAt = now, DueAt = now },
        Work.AskReporter ask => new OutboxRow { Kind = AskReporter, Reference = reference, What = ask.Question.ToString(), CreatedAt = now, DueAt = now },
        Work.SendMail mail => new OutboxRow { Kind = SendMail, Reference = reference, Person = mail.Person, CreatedAt = now, DueAt = now },
        Work.CreateMeeting meeting => new OutboxRow { Kind = CreateMeeting, Reference = reference, What = meeting.Meeting.ToString(), CreatedAt = now, DueAt = now },
        Work.FileDocument => new OutboxRow { Kind = FileDocument, Reference = reference, CreatedAt = now, DueAt = now },
        _ => throw new ArgumentOutOfRangeException(nameof(work)),
    };

    /// <summary>Something to tell a conversation whose concern has not been sent.</summary>
    public static OutboxRow Tell(string conversationId, string what, DateTimeOffset now) =>
        new() { Kind = TellReporter, ConversationId = conversationId, What = what, CreatedAt = now, DueAt = now };

    /// <summary>Something to tell one of a school's people that is about no concern.</summary>
    public static OutboxRow Tell(string person, string school, string what, DateTimeOffset now) =>
        new() { Kind = TellPerson, Person = person, ConversationId = $"{school}/{person}", What = what, CreatedAt = now, DueAt = now };

    /// <summary>The school that a row is about which is about one of its people.</summary>
    public static string SchoolOf(OutboxRow row) => row.ConversationId!.Split('/')[0];

    public static OutboxRow HoldDrillAt(string school, DateTimeOffset now) => new() { Kind = HoldDrill, ConversationId = $"{school}/", CreatedAt = now, DueAt = now };
}
