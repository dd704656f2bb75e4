using CseBot.Concerns;
using CseBot.Documents;

namespace CseBot.Desk;

/// <summary>The full record as a Word file. What has happened last is when it says that it was written, so that the same record is the same file.</summary>
internal sealed class RecordDocument(FullRecord record) : IRecordDocument
{
    public byte[] Of(Concern concern, School school) => WordFile.Write(record.Of(concern, school), concern.History[^1].At);
}
