using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace CseBot.Storage;

/// <summary>Keeps the Data Protection key ring in the database. A key is only ever added: what was encrypted under it must stay readable.</summary>
internal sealed class KeyRing(IDbContextFactory<CseBotDb> databases) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();

        return [.. db.RingKeys.AsNoTracking().Select(key => key.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    /// <summary>The thumbprints of the certificates that open a key. None when it is in clear, as in Development.</summary>
    public static IEnumerable<string> OpenedBy(XElement key)
    {
        foreach (var protectedBy in key.Descendants().Where(part => part.Name.LocalName == "X509Certificate"))
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(protectedBy.Value));

            yield return certificate.Thumbprint;
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext();
        db.RingKeys.Add(new RingKeyRow { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
