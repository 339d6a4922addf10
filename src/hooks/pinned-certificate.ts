import { createHash, X509Certificate } from 'node:crypto';

/** Name of the hook service's certificate, in the folder of its key and beside the entry. */
export const certificateFile = 'service.pem';

/**
 * What the entry pins, as curl does: SHA-256 of the public key in a certificate (PEM), as base64.
 * @throws when the text is not a certificate
 */
export const pinOf = (certificate: string): string =>
  createHash('sha256')
    .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
