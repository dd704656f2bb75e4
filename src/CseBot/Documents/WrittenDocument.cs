namespace CseBot.Documents;

/// <summary>Something to be read from top to bottom, before it is decided how it is kept. Every word in it is the caller's.</summary>
/// <param name="Subject">What the document is about, as the top of every page says it: a reference, and nothing that tells whom it is about.</param>
/// <param name="Marking">How the document is to be treated, as the top of every page says it.</param>
/// <param name="Language">The language it is written in, such as <c>en-GB</c>, so that it is read aloud in the right voice.</param>
/// <param name="FactColumns">What stands over the two columns of every <see cref="Facts"/>.</param>
internal sealed record WrittenDocument(
    string Title, string Subject, string Marking, string Language, (string Label, string Value) FactColumns, IReadOnlyList<Block> Blocks);

/// <summary>One part of a document. The family is closed: a new kind is a deliberate event.</summary>
internal abstract record Block;

/// <param name="Level">1 to 3. A heading that would leave a gap in the outline stands on the next level that there is.</param>
internal sealed record Heading(int Level, string Text) : Block;

/// <summary>Somebody's writing, line for line.</summary>
internal sealed record Paragraph(string Text) : Block;

/// <summary>A child's own words, to the letter: no mark is put around them, and no line is moved.</summary>
/// <param name="Source">Who wrote them down, and when.</param>
internal sealed record Quote(string Text, string? Source = null) : Block;

/// <summary>What is known, one fact a row, each named by its first column.</summary>
/// <param name="Caption">What stands over it. Nothing: it is known by the heading it stands under.</param>
internal sealed record Facts(IReadOnlyList<(string Label, string Value)> Lines, string? Caption = null) : Block;

/// <summary>Rows under a header that is repeated on each page. A row that is shorter than the others is filled up with empty cells.</summary>
/// <param name="Caption">What stands over it. Nothing: it is known by the heading it stands under.</param>
internal sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, string? Caption = null) : Block;

internal sealed record Bullets(IReadOnlyList<string> Items) : Block;
