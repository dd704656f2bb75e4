using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace CseBot.Cards;

/// <summary>Every card template, read once.</summary>
internal sealed class CardLibrary
{
    private const string Folder = "cards/";
    private const string Extension = ".json";

    private readonly FrozenDictionary<string, CardTemplate> _templates;

    public CardLibrary()
    {
        var assembly = typeof(CardLibrary).Assembly;

        _templates = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => (Name: name[Folder.Length..^Extension.Length], Template: JsonNode.Parse(assembly.GetManifestResourceStream(name)!)!.AsObject()))
            .ToFrozenDictionary(card => card.Name, card => new CardTemplate(card.Name, card.Template), StringComparer.Ordinal);
    }

    public IReadOnlyCollection<string> Names => _templates.Keys;

    /// <exception cref="CardFault">The template and the data do not go together.</exception>
    public JsonObject Bind(string name, JsonObject data) => _templates[name].Bind(data);
}
