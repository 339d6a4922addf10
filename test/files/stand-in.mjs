#!/usr/bin/env node
// Stands for the client: sends one event for each line that the file STAND_IN_TODO has more, until it says `end`.
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const {
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_HEADERS: headers,
  STAND_IN_TODO: todo,
  STAND_IN_SEEN: seen,
} = process.env;
const [name, value] = headers.split(/=(.*)/);
const text = (key, stringValue) => ({ key, value: { stringValue } });

const send = async (event) => {
  const record = {
    timeUnixNano: `${Date.now()}000000`,
    body: { stringValue: `claude_code.${event}` },
    attributes: [
      text('event.name', event),
      text('session.id', 'stand-in'),
      text('user.email', 'ann@example.com'),
    ],
  };
  const body = JSON.stringify({
    resourceLogs: [
      { scopeLogs: [{ scope: { name: 'com.anthropic.claude_code.events' }, logRecords: [record] }] },
    ],
  });
  const answer = await fetch(`${url}/v1/logs`, {
    method: 'POST',
    headers: { [name]: value, 'content-type': 'application/json' },
    body,
  });
  return answer.status;
};

const tty = [process.stdin, process.stdout, process.stderr].map(({ isTTY }) => isTTY === true);
process.stdout.write(`tty ${tty.join(' ')} ${process.argv.slice(2).join(' ')}\n`);
let done = 0;
for (;;) {
  const lines = readFileSync(todo, 'utf8').split('\n').filter(Boolean);
  for (const line of lines.slice(done)) {
    if (line === 'end') process.exit(7);
    const status = await send(line).catch((error) => error.cause?.code ?? error.message);
    // Refused while the receiver is away: sent again, as a client's next export.
    if (status !== 200) break;
    done += 1;
    writeFileSync(seen, lines.slice(0, done).join('\n'));
  }
  await sleep(50);
}
