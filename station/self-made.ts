// Makes a certificate that vouches for nobody but itself, for a library that has none of its own. Knows X.509 and no network.
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';

const days = 86_400_000;

/** Apple's browsers take none that lasts for longer than 825 days, whoever trusts it. */
export const selfMadeDays = 800;

/** `names`: of the DNS, or addresses. PEM, the key first: P-256, for signing handshakes and nothing else. */
export const makeCertificate = async ({
  names,
  nowMs,
}: {
  readonly names: readonly { readonly type: 'dns' | 'ip'; readonly value: string }[];
  readonly nowMs: number;
}): Promise<string> => {
  // The library wants its helper there first; and both are wanted so rarely that no start need wait for them.
  await import('reflect-metadata');
  const {
    BasicConstraintsExtension,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    KeyUsageFlags,
    KeyUsagesExtension,
    SubjectAlternativeNameExtension,
    X509CertificateGenerator,
  } = await import('@peculiar/x509');
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    name: 'CN=Tram',
    // A clock that runs a little ahead must not make it useless elsewhere.
    notBefore: new Date(nowMs - days),
    notAfter: new Date(nowMs + selfMadeDays * days),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys,
    extensions: [
      // Of no other certificate: whoever trusts it trusts this desk, not whatever this machine might sign.
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([...names]),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return `${key.toString().trim()}\n${certificate.toString('pem')}\n`;
};
