using System.Net;
using System.Text;

namespace CseBot.Teams;

/// <summary>The words of a Teams message, which come as HTML (protocol 3.6.4).</summary>
internal static class MessageText
{
    private static readonly string[] _breaks = ["br", "p", "div", "li", "tr", "blockquote"];

    /// <summary>The text of <paramref name="html"/> without its tags, each paragraph on a line of its own.</summary>
    public static string From(string html)
    {
        var text = new StringBuilder(html.Length);

        for (var at = 0; at < html.Length; at++)
        {
            if (html[at] == '<' && html.IndexOf('>', at) is > 0 and var end && IsTag(html, at))
            {
                if (_breaks.Contains(Name(html[(at + 1)..end]), StringComparer.OrdinalIgnoreCase) && text.Length > 0 && text[^1] != '\n')
                {
                    text.Append('\n');
                }

                at = end;
            }
            else
            {
                text.Append(html[at]);
            }
        }

        return WebUtility.HtmlDecode(text.ToString()).Trim();
    }

    /// <summary>Whether there is a picture in <paramref name="html"/>.</summary>
    public static bool HasPicture(string html) => html.Contains("<img", StringComparison.OrdinalIgnoreCase);

    private static bool IsTag(string html, int at) => at + 1 < html.Length && (char.IsAsciiLetter(html[at + 1]) || html[at + 1] is '/' or '!');

    private static string Name(string tag) => new([.. tag.TrimStart('/').TakeWhile(char.IsAsciiLetterOrDigit)]);
}
