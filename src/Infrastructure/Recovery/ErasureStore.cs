using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>The client of the store that the settings name.</summary>
internal static class ErasureStore
{
    public static AmazonS3Client Open(ErasureListOptions options)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.S3UriStyle == "path",
            Timeout = TimeSpan.FromSeconds(20),
            MaxErrorRetry = 2,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.S3Endpoint is { } host)
        {
            config.ServiceURL = new UriBuilder(Uri.UriSchemeHttps, host, options.S3Port).Uri.AbsoluteUri;
            config.AuthenticationRegion = options.S3Region ?? "us-east-1";
        }
        else if (options.S3Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        if (options.S3CaFile is { } authorities)
        {
            config.HttpClientFactory = new TrustingClients(authorities);
        }
        return options is { S3Key: { } key, S3KeySecret: { } secret }
            ? new AmazonS3Client(new BasicAWSCredentials(key, secret), config)
            : new AmazonS3Client(config);
    }

    /// <summary>Clients that believe the authorities of a file, and no others.</summary>
    private sealed class TrustingClients(string file) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(file);
            var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
            return new HttpClient(handler, disposeHandler: true);
        }
    }
}
