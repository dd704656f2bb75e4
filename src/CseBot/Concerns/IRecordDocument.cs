namespace CseBot.Concerns;

/// <summary>Makes the full record of a concern, as a file.</summary>
internal interface IRecordDocument
{
    /// <returns>The bytes of a Word document.</returns>
    byte[] Of(Concern concern, School school);
}
