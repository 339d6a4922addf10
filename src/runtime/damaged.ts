import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../config/home.ts';

/** How a damaged file is named once it is set aside; the collector names those of its queue `.backup`. */
const setAside = /\.damaged-\w+$|\.backup$/;

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
};

/** The folders of data in which our processes and the collector set damaged files aside. */
const watched = ['ledger', 'hooks', path.join('collector', 'queue')];

/** Damaged files that were set aside, below the folder of data. */
export const damagedFiles = ({ data }: Home): readonly string[] =>
  watched.flatMap((folder) =>
    namesIn(path.join(data, folder))
      .filter((name) => setAside.test(name))
      .map((name) => path.join(data, folder, name)),
  );
