import { createReadStream } from 'node:fs';

/** Longer than any line that a client writes: an image in a tool's result is a few megabytes. */
export const mostLineBytes = 64 * 2 ** 20;

export interface Lines {
  /** Called with each whole line. */
  readonly line: (text: string) => void;
  /** Called for each line that is too long; it is skipped without being held in memory. */
  readonly tooLong: () => void;
  /** Called with the number of bytes read. */
  readonly read: (bytes: number) => void;
}

const newline = 0x0a;

/** Reads a file line by line, in memory bounded by the longest line that is allowed. A last line without end counts. */
export const readLines = async (
  file: string,
  { line, tooLong, read }: Lines,
  limit = mostLineBytes,
): Promise<void> => {
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer) => {
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  const end = () => {
    if (length > limit) tooLong();
    else if (length > 0) line((parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)).toString());
    parts = [];
    length = 0;
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let to = chunk.indexOf(newline); to >= 0; to = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, to));
      end();
      from = to + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
    read(chunk.length);
  }
  end();
};
