using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CseBot.Tests.Support;

/// <summary>Certificates that are made for a test, as files. They have expired: what they protect can be read all the same.</summary>
internal sealed class CertificateFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("csebot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static string Thumbprint(string file)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password: null);

        return certificate.Thumbprint;
    }

    public string Make(bool isRsa = true, bool withPrivateKey = true, string? password = null)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create();
        var request = isRsa
            ? new CertificateRequest("CN=Rowan Hill", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=Rowan Hill", ec, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TestApp.Monday.AddYears(-3), TestApp.Monday.AddYears(-2));
        using var publicPart = X509CertificateLoader.LoadCertificate(certificate.RawData);

        return Write((withPrivateKey ? certificate : publicPart).Export(X509ContentType.Pkcs12, password)!);
    }

    public string Write(byte[] bytes)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.pfx");
        File.WriteAllBytes(file, bytes);

        return file;
    }
}
