import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A dashboard larger than this is not one of ours; reading it would only cost memory. */
const largestFile = 5 * 1024 * 1024;

const dashboardSchema = z.looseObject({
  uid: z.string().min(1).max(80),
  title: z.string(),
  description: z.string().default(''),
  tags: z.array(z.string()).default([]),
});

export type ServedDashboard = z.infer<typeof dashboardSchema>;

/** What a list of dashboards shows. */
export interface DashboardEntry {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
}

interface Read {
  readonly version: string;
  readonly dashboard: ServedDashboard | undefined;
}

/** The dashboards of some folders, read again when a file changed: after an edit, reload the page. */
export class DashboardFolders {
  readonly #folders: readonly string[];
  readonly #read = new Map<string, Read>();

  /** @param folders where two dashboards have the same uid, the folder named first counts */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** Sorted by title. Files that are no dashboards are left out. */
  async list(): Promise<readonly DashboardEntry[]> {
    const all = await this.#all();
    return all
      .map(({ uid, title, description, tags }) => ({ uid, title, description, tags }))
      .sort((a, b) => a.title.localeCompare(b.title, 'en'));
  }

  async get(uid: string): Promise<ServedDashboard | undefined> {
    return (await this.#all()).find((dashboard) => dashboard.uid === uid);
  }

  async #all(): Promise<readonly ServedDashboard[]> {
    const all = (await Promise.all(this.#folders.map((folder) => this.#in(folder)))).flat();
    return [
      ...new Map(all.toReversed().map((dashboard) => [dashboard.uid, dashboard])).values(),
    ].toReversed();
  }

  async #in(folder: string): Promise<readonly ServedDashboard[]> {
    const names = await readdir(folder).catch(() => []);
    const files = names.filter((name) => name.endsWith('.json')).sort();
    const dashboards = await Promise.all(files.map((name) => this.#file(join(folder, name))));
    return dashboards.filter((dashboard) => dashboard !== undefined);
  }

  async #file(path: string): Promise<ServedDashboard | undefined> {
    const about = await stat(path).catch(() => undefined);
    if (!about?.isFile() || about.size > largestFile) return undefined;
    const version = `${about.mtimeMs}-${about.size}-${about.ino}`;
    const known = this.#read.get(path);
    if (known?.version === version) return known.dashboard;
    const dashboard = parse(await readFile(path, 'utf8').catch(() => ''));
    this.#read.set(path, { version, dashboard });
    return dashboard;
  }
}

function parse(text: string): ServedDashboard | undefined {
  try {
    return dashboardSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
