import * as z from 'zod';
import { mailServer, secretFile } from './kinds.ts';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and -')
  .describe('For `report --send NAME`.');

/** Whom reports are sent to: `report --send NAME`, also from a schedule. */
export const reportsSchema = z
  .strictObject({
    webhook: z
      .array(
        z.strictObject({
          name,
          urlFile: secretFile.describe('File in the secrets folder with the address that gets a POST.'),
        }),
      )
      .default([]),
    gh: z
      .boolean()
      .default(false)
      .describe('`pulls` also asks GitHub which pull requests were merged, by `gh` and with your login.'),
    mail: z.array(z.strictObject({ name, ...mailServer })).default([]),
  })
  .prefault({});

export type ReportReceivers = Pick<z.output<typeof reportsSchema>, 'webhook' | 'mail'>;

export const reportComplaints = ({ webhook, mail }: ReportReceivers): readonly string[] => {
  const names = [...webhook, ...mail].map((receiver) => receiver.name);
  const twice = new Set(names.filter((one, at) => names.indexOf(one) !== at));
  return [
    ...[...twice].map((one) => `reports: two receivers are called ${one}.`),
    ...mail
      .filter(({ user, passwordFile }) => (user === undefined) !== (passwordFile === undefined))
      .map((one) => `reports.mail, ${one.name}: user and passwordFile go together.`),
  ];
};
