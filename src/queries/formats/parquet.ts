import type { Answer, Cell } from '../engine/question.ts';

const isWhole = (value: Cell): boolean =>
  value === null || (typeof value === 'number' && Number.isSafeInteger(value));
const isNumber = (value: Cell): boolean => value === null || typeof value === 'number';

/** A column as Parquet types it: by what is in it, since SQLite's own types are those of each value. */
const columnOf = (name: string, values: readonly Cell[]) => {
  if (values.every((value) => value === null)) return { name, data: [...values], type: 'STRING' as const };
  if (values.every(isWhole))
    return {
      name,
      data: values.map((value) => (value === null ? null : BigInt(value))),
      type: 'INT64' as const,
    };
  if (values.every(isNumber)) return { name, data: [...values], type: 'DOUBLE' as const };
  return {
    name,
    data: values.map((value) => (value === null ? null : String(value))),
    type: 'STRING' as const,
  };
};

/** An answer as one Parquet file. */
export const parquetFile = async ({ columns, rows }: Pick<Answer, 'columns' | 'rows'>): Promise<Buffer> => {
  // Loaded only when it is asked for: most commands write no Parquet.
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columnData = columns.map((name, index) =>
    columnOf(
      name,
      rows.map((row) => row[index] ?? null),
    ),
  );
  return Buffer.from(parquetWriteBuffer({ columnData }));
};
