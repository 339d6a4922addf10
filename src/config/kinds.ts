import * as z from 'zod';

/** Kinds of values that several sections of the configuration have. */

export const secretFile = z
  .string()
  .regex(/^(?!\.{1,2}$)[\w.-]+$/, 'the name of a file in the secrets folder')
  .describe('Name of a file (mode 0600) in the secrets folder.');

/** Where a secret in an address belongs instead. */
const addressFix = 'no user, password, query or fragment in it: put secrets into headers or basicAuth';

/** A place on the network without secrets in its address: printing or logging an address would reveal them. */
export const address = z
  .url({ protocol: /^https?$/, error: 'an address that begins with http:// or https://' })
  .refine((text) => {
    if (!URL.canParse(text)) return true;
    const { username, password, search, hash } = new URL(text);
    return [username, password, search, hash].every((part) => part === '');
  }, addressFix);

/** A place on the network with the files of the secrets that it asks for. */
export const place = z.strictObject({
  url: address,
  bearerTokenFile: secretFile.optional(),
  basicAuth: z.strictObject({ username: z.string(), passwordFile: secretFile }).optional(),
});
export type NetworkPlace = z.output<typeof place>;

/** Where mail is handed in, from whom and for whom. */
export const mailServer = {
  to: z.array(z.email()).min(1),
  from: z.email(),
  server: z
    .string()
    .regex(/^[^\s:]+:\d{1,5}$/, 'a host and a port: smtp.example.com:587')
    .meta({ examples: ['smtp.example.com:587'] }),
  user: z.string().optional(),
  passwordFile: secretFile.optional(),
  tls: z.boolean().default(true).describe('Refuse a server that does not encrypt.'),
};
