/** More was sent than is taken. */
export class TooLarge extends Error {}

/** All bytes of a stream. @throws TooLarge beyond `limit` bytes */
export async function bounded(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of chunks) {
    size += part.byteLength;
    if (size > limit) throw new TooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
