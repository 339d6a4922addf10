import { createTransport } from 'nodemailer';
import type { ReportReceivers } from '../config/reports.ts';
import { exitCode, Failure } from '../failure.ts';
import { readSecret } from '../service/token.ts';
import { htmlReport } from './render/html.ts';
import { type LinkOptions, markdownReport } from './render/markdown.ts';
import { figureText, rangeText } from './render/values.ts';
import type { Report } from './schema.ts';

const waitMilliseconds = 30_000;

/** `Claude Code, 2026-11-24 to 2026-11-30 (7 days, UTC): $12.34`. */
const subjectOf = (report: Report): string => {
  const cost = report.figures.find(({ name }) => name === 'cost_usd');
  return `Claude Code, ${rangeText(report)}: ${cost ? figureText(cost, cost.value) : ''}`;
};

const post = async (url: string, report: Report, links: LinkOptions): Promise<void> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: subjectOf(report), text: markdownReport(report, links), report }),
    redirect: 'error',
    signal: AbortSignal.timeout(waitMilliseconds),
  });
  if (!answer.ok) throw new Error(`it answers ${answer.status}`);
};

const mail = async (
  { server, user, to, from, tls }: ReportReceivers['mail'][number],
  password: string | undefined,
  report: Report,
  links: LinkOptions,
): Promise<void> => {
  const [host = '', port = ''] = server.split(':');
  const transport = createTransport({
    host,
    port: Number(port),
    secure: port === '465',
    requireTLS: tls,
    ...(user !== undefined && { auth: { user, pass: password } }),
    connectionTimeout: waitMilliseconds,
    greetingTimeout: waitMilliseconds,
    socketTimeout: waitMilliseconds,
  });
  try {
    await transport.sendMail({
      from,
      to: [...to],
      subject: subjectOf(report),
      text: markdownReport(report, links),
      html: htmlReport(report, links),
    });
  } finally {
    transport.close();
  }
};

/** @throws Failure where no receiver of reports has this name */
export const mustBeReceiver = ({ webhook, mail: mailboxes }: ReportReceivers, wanted: string): void => {
  const names = [...webhook, ...mailboxes].map(({ name }) => name);
  if (names.includes(wanted)) return;
  throw new Failure(`There is no receiver "${wanted}" of reports.`, {
    where: 'reports.webhook, reports.mail',
    fix: names.length > 0 ? `there are: ${names.join(', ')}` : 'name one in config.yaml; see docs/config.md',
    exitCode: exitCode.usage,
  });
};

/**
 * Sends a report to the receiver of this name.
 * @throws Failure where there is none, a secret is missing, or it is not taken
 */
export const sendReport = async (
  report: Report,
  name: string,
  { receivers, secrets, ...links }: LinkOptions & { receivers: ReportReceivers; secrets: string },
): Promise<void> => {
  mustBeReceiver(receivers, name);
  const webhook = receivers.webhook.find((one) => one.name === name);
  const mailbox = receivers.mail.find((one) => one.name === name);
  try {
    if (webhook) await post(readSecret(secrets, webhook.urlFile), report, links);
    if (mailbox) {
      const password = mailbox.passwordFile && readSecret(secrets, mailbox.passwordFile);
      await mail(mailbox, password, report, links);
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    // The address may hold a secret: the receiver is named, the address is not.
    throw new Failure(`The report was not sent to ${name}: ${(cause as Error).message}`, {
      where: webhook ? 'reports.webhook' : `reports.mail: ${mailbox?.server}`,
      fix: `start-observability report --send ${name}`,
    });
  }
};
