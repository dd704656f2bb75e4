namespace CseBot.Concerns;

/// <summary>Writes the full record of a concern as a document that the school keeps.</summary>
internal interface IRecordDocument
{
    /// <summary>The document's bytes, as a Word file.</summary>
    byte[] Of(Concern concern, School school);
}
