import { expect, test } from 'vitest';
import { open } from '../ledger/open.ts';
import { epoch, metricsRequest } from '../ledger/point.ts';

const hookEvent = (index: number, session: string) => ({
  identity: `${String(index).padStart(12, '0')}hookevent_x`,
  at: epoch + index,
  session,
  event: 'PreToolUse',
  facts: {},
  verdict: 'deny',
});

/** Blocks of each team, by the sums of days and of hours. */
const blocksOf = ({ store }: ReturnType<typeof open>) =>
  ['days', 'hours'].map((table) =>
    store
      .prepare(
        `SELECT team, sum(blocks) AS blocks FROM ${table} GROUP BY team HAVING sum(blocks) <> 0 ORDER BY team`,
      )
      .all(),
  );

test('what hooks did before the first telemetry of their session belongs to its sender afterwards, also over a restart', async () => {
  const first = open();
  first.ledger.takeHooks([hookEvent(1, 'a'), hookEvent(2, 'a'), hookEvent(3, 'silent')]);
  const nobody = { team: null, blocks: 3 };
  expect(blocksOf(first)).toEqual([[nobody], [nobody]]);
  first.store.close();

  const again = open(first.folder);
  const send = (time: number) =>
    again.ledger.take('metrics', metricsRequest({ value: 1, time, resource: { team: 'web' } }));
  await send(1000);
  await send(2000);
  again.ledger.takeHooks([hookEvent(4, 'a')]);
  const [rest, web] = [
    { team: null, blocks: 1 },
    { team: 'web', blocks: 3 },
  ];
  expect(blocksOf(again)).toEqual([
    [rest, web],
    [rest, web],
  ]);
});
