import type { Report } from '../schema.ts';
import { htmlReport } from './html.ts';
import { type LinkOptions, markdownReport } from './markdown.ts';
import { terminalReport } from './terminal.ts';

/** What a report can be written as, by the ending of a file's name. */
export const formats = {
  txt: (report) => `${terminalReport(report)}\n`,
  html: htmlReport,
  md: markdownReport,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
} as const satisfies Readonly<Record<string, (report: Report, options: LinkOptions) => string>>;

export type ReportFormat = keyof typeof formats;
export const formatNames = Object.keys(formats) as readonly ReportFormat[];
