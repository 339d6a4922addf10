import { statfs } from 'node:fs/promises';
import os from 'node:os';
import type { Home } from '../config/home.ts';
import { Failure } from '../failure.ts';

const gibibyte = 1024 ** 3;
const mebibyte = 1024 ** 2;

/** The least a stack needs to begin with; it lives on much more disk later. */
export const leastRoom = { diskBytes: gibibyte, memoryBytes: 384 * mebibyte } as const;

interface Room {
  readonly diskBytes: number;
  readonly memoryBytes: number;
}

const roomHere = async (home: Home): Promise<Room> => {
  const { bavail, bsize } = await statfs(home.root);
  // What can be had without swapping: MemAvailable on Linux.
  return { diskBytes: bavail * bsize, memoryBytes: os.freemem() };
};

const inUnits = (bytes: number): string =>
  bytes >= gibibyte ? `${(bytes / gibibyte).toFixed(1)} GiB` : `${Math.round(bytes / mebibyte)} MiB`;

/** Below this, nothing can be written for long. */
const fullBytes = 200 * mebibyte;

/** The message for a full disk of the state folder; undefined while it has room. */
export const fullDisk = async (home: Home): Promise<string | undefined> => {
  const { diskBytes } = await roomHere(home);
  if (diskBytes >= fullBytes) return undefined;
  return `The disk is full: ${inUnits(diskBytes)} free at ${home.root}. Nothing more can be counted until there is room.`;
};

/** @throws Failure when disk or memory is too small for a start to end well */
export const mustHaveRoom = async (home: Home, room?: Room): Promise<void> => {
  const { diskBytes, memoryBytes } = room ?? (await roomHere(home));
  if (diskBytes < leastRoom.diskBytes) {
    throw new Failure(
      `Too little disk space: ${inUnits(diskBytes)} free, ${inUnits(leastRoom.diskBytes)} needed.`,
      {
        where: home.root,
        fix: 'free some, or put the state on another disk: START_OBSERVABILITY_HOME=/path',
      },
    );
  }
  if (memoryBytes < leastRoom.memoryBytes) {
    throw new Failure(
      `Too little memory: ${inUnits(memoryBytes)} free, ${inUnits(leastRoom.memoryBytes)} needed.`,
      { where: os.hostname(), fix: 'end other programs first' },
    );
  }
};
