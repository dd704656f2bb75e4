using System.Globalization;

namespace CseBot.Dialogs.Flows;

/// <summary>Who it is about: one child after another, each with a class and a part in it. A child whose name nobody knows is one too.</summary>
public sealed record Children(string Id, string Then) : Passage(Id, Then)
{
    public const string Who = "who";
    public const string Class = "class";
    public const string Role = "role";
    public const string Another = "anyone-else";

    public const string NotOurs = "not-ours";
    public const string WorriedAbout = "worried-about";

    /// <summary>More than this is a list, and goes into the account.</summary>
    public const int Most = 8;

    public override IReadOnlyList<Question> Kinds => [Name(1), ClassOf(1), RoleOf(1), AnyoneElse(1)];

    public override IEnumerable<Question> Questions(Answers answers)
    {
        for (var child = 1; child <= Most; child++)
        {
            yield return Name(child);
            yield return ClassOf(child);

            if (child > 1 || answers.To(RoleOf(child).Id) is not null)
            {
                yield return RoleOf(child);
            }

            if (child == Most)
            {
                yield break;
            }

            yield return AnyoneElse(child);

            if (answers.To(AnyoneElse(child).Id)?.Option != "yes")
            {
                yield break;
            }
        }
    }

    public override Question? Find(string id) =>
        id.Split('.') is [var name, var number]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var child)
        && child is >= 1 and <= Most
            ? name switch
            {
                Who => Name(child),
                Class => ClassOf(child),
                Role => RoleOf(child),
                Another when child < Most => AnyoneElse(child),
                _ => null,
            }
            : null;

    private FreeText Name(int child) =>
        new FreeText(Numbered(Who, child), then: Id, new Option(RaiseConcern.Unknown, Then: Id)) { MaxLength = 200, Beside = [ClassOf(child), RoleOf(child)] };

    private FreeText ClassOf(int child) =>
        new FreeText(Numbered(Class, child), then: Id, new Option(NotOurs, Then: Id), new Option(RaiseConcern.Unknown, Then: Id)) { MaxLength = 60 };

    private Choice RoleOf(int child) => new Choice(
        Numbered(Role, child),
        [.. new[] { WorriedAbout, "may-have-been-harmed", "may-have-caused-harm", "saw-or-heard", "was-there" }.Select(role => new Option(role, Then: Id))]);

    private Choice AnyoneElse(int child) => new Choice(Numbered(Another, child), new Option("no", Then: Id), new Option("yes", Then: Id));

    private static string Numbered(string name, int child) => string.Create(CultureInfo.InvariantCulture, $"{name}.{child}");
}
