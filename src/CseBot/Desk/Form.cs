using System.Globalization;
using CseBot.Concerns;
using CseBot.Teams;

namespace CseBot.Desk;

/// <summary>Something that a lead fills in. Its fields are asked, in this order, on one card.</summary>
/// <param name="Verb">The verb that shows it. What saves it is called <c>save-</c> and the same.</param>
/// <param name="Title">The saying that heads it.</param>
internal sealed record Form(string Verb, string Title, params IReadOnlyList<Field> Fields)
{
    /// <summary>Sentences above the fields.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>What somebody wrote that the form is about, and what it is. It is only ever shown as it was typed.</summary>
    public IReadOnlyList<(string Label, string Words)> Quoted { get; init; } = [];

    /// <summary>Whom to ring, where that belongs with it.</summary>
    public IReadOnlyList<(string Whom, string Phone)> Ring { get; init; } = [];

    /// <summary>The saying on the button that sends it.</summary>
    public string Save { get; init; } = "action.save";

    /// <summary>The verb that leaves it.</summary>
    public string Back { get; init; } = "work";

    /// <summary>What goes with it besides the concern's reference: which decision it is, or which follow-up.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>One thing that is asked. Its label is the saying <c>field.</c> and its id, unless another is named.</summary>
/// <param name="Id">What it is called on the wire and on the record: a permanent name.</param>
internal abstract record Field(string Id)
{
    /// <summary>Whether it can be left empty.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The saying that asks it, where the same field is asked in other words.</summary>
    public string? Saying { get; init; }

    /// <summary>What takes the place of a name in the label.</summary>
    public string? About { get; init; }

    /// <summary>What is filled in to begin with.</summary>
    public string Value { get; init; } = string.Empty;

    /// <summary>Whether what was sent can be taken.</summary>
    public abstract bool Takes(string value);

    public sealed record Words(string Id, int MaxLength = 4000) : Field(Id)
    {
        public override bool Takes(string value) => value.Length <= MaxLength;
    }

    /// <param name="Choices">What can be chosen, and what each is called.</param>
    public sealed record Choice(string Id, IReadOnlyList<(string Value, string Title)> Choices) : Field(Id)
    {
        /// <summary>Whether several can be chosen. They come with commas between them.</summary>
        public bool IsMany { get; init; }

        public override bool Takes(string value) => Chosen(value).Count > 0 && Chosen(value).All(one => Choices.Any(choice => choice.Value == one));

        public IReadOnlyList<string> Chosen(string value) => IsMany ? value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [value];
    }

    public sealed record Day(string Id) : Field(Id)
    {
        public override bool Takes(string value) => Read(value) is not null;

        public static DateOnly? Read(string value) =>
            DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2100 ? day : null;

        public static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public sealed record Time(string Id) : Field(Id)
    {
        public override bool Takes(string value) => Read(value) is not null;

        public static TimeOnly? Read(string value) =>
            TimeOnly.TryParseExact(value, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}

/// <summary>A form as somebody sent it: what they filled in, and what cannot be taken as it is.</summary>
internal sealed class Filled
{
    private readonly Dictionary<string, string> _values;

    private Filled(Form form, Dictionary<string, string> values, IReadOnlyList<string> faults) => (Form, _values, Faults) = (form, values, faults);

    public Form Form { get; }

    /// <summary>The ids of the fields that are missing, or that hold what cannot be.</summary>
    public IReadOnlyList<string> Faults { get; }

    public string this[string field] => _values.GetValueOrDefault(field, string.Empty);

    /// <summary>What was filled in, by field, whether it can be taken or not: nothing is lost when the form is shown again.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    public static Filled Read(Form form, PressData data)
    {
        var values = form.Fields.ToDictionary(field => field.Id, field => data[field.Id]?.Trim() ?? string.Empty, StringComparer.Ordinal);

        return new Filled(form, values, [.. form.Fields.Where(field => values[field.Id].Length == 0 ? !field.IsOptional : !field.Takes(values[field.Id])).Select(field => field.Id)]);
    }

    /// <summary>The same, with something that does not go together.</summary>
    public Filled But(params IReadOnlyList<string> faults) => new(Form, _values, [.. Faults, .. faults]);

    public bool Has(string field) => this[field].Length > 0;

    public DateOnly? Day(string field) => Has(field) ? Field.Day.Read(this[field]) : null;

    public TimeOnly? Time(string field) => Has(field) ? Field.Time.Read(this[field]) : null;

    /// <summary>The moment of a day and a time at the school.</summary>
    public DateTimeOffset? Moment(string day, string time) => Day(day) is { } on && Time(time) is { } at ? School.At(on, at) : null;

    /// <summary>What was chosen of an enumeration, by its exact name.</summary>
    public T? Chosen<T>(string field)
        where T : struct, Enum => Enum.GetNames<T>().Contains(this[field], StringComparer.Ordinal) ? Enum.Parse<T>(this[field]) : null;

    public IReadOnlyList<string> Many(string field) => Form.Fields.OfType<Field.Choice>().Single(choice => choice.Id == field).Chosen(this[field]);
}
