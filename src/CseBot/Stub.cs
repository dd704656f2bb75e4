using CseBot.Concerns;

namespace CseBot.Desk;

internal sealed class RecordDocument : IRecordDocument
{
    public byte[] Of(Concern concern, School school) => [];
}
