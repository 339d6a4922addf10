import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/**
 * A certificate of one's own, as DER (X.509 v3, RFC 5280; P-256 with SHA-256, RFC 5480 and 5758). Node signs and does not
 * make certificates; the libraries that do bring a dozen packages for these few fields.
 */

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  if (length > 0xffff) throw new RangeError('longer than a certificate of ours can be');
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
/** With two digits for the year, as is asked for until 2049. */
const time = (at: number): Buffer =>
  der(
    0x17,
    Buffer.from(
      new Date(at)
        .toISOString()
        .slice(2)
        .replaceAll(/[-:T]|\.\d+/g, ''),
    ),
  );

const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));
const commonName = (name: string): Buffer =>
  sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(name)))));

/** This machine under the two names by which its programs ask: `localhost` and 127.0.0.1. */
const alternativeNames = sequence(
  identifier('551d11'),
  der(0x04, sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))),
);

const pem = (label: string, body: Buffer): string =>
  `-----BEGIN ${label}-----\n${body.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;

export interface KeyAndCertificate {
  /** PEM, PKCS #8. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
}

const oneDayMs = 86_400_000;

/** A fresh key, and a certificate for it that it signed itself; valid from a day before, for clocks that differ. */
export const selfSigned = (name: string, days: number, now = Date.now()): KeyAndCertificate => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // Positive and never shorter by a leading zero.
  const serial = Buffer.concat([Buffer.from([0x40]), randomBytes(15)]);
  const told = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaWithSha256,
    commonName(name),
    sequence(time(now - oneDayMs), time(now + days * oneDayMs)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternativeNames)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', told, privateKey));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem('CERTIFICATE', sequence(told, ecdsaWithSha256, signature)),
  };
};
