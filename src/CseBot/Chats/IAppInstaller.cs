namespace CseBot.Chats;

/// <summary>Sees to it that a person has the app, without which Teams lets the bot write nothing to them (protocol 5.6).</summary>
internal interface IAppInstaller
{
    /// <summary>Installs the app for somebody who does not have it. However often it is called, they have it once.</summary>
    /// <returns>Their chat with the bot; nothing when it cannot be had within a few seconds.</returns>
    Task<string?> ChatOfAsync(string entraId, CancellationToken cancellationToken);
}
