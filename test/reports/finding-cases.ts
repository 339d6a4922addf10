import type { FindingName } from '../../src/reports/findings/findings.ts';
import type { Planted } from './planted.ts';

/** What a finding is to find in sessions written by hand. */
interface FindingCase {
  /** Plants it, and returns what it costs in nano-dollars. */
  readonly planted: (world: Planted) => number;
  /** The same work without it. */
  readonly clean: (world: Planted) => void;
  readonly sessions: number;
  readonly times: number;
}

const work = (world: Planted, name: string) => {
  const session = world.session(name);
  session.point(1, 'claude_code.lines_of_code.count', 12, { type: 'added' });
  session.point(1, 'claude_code.code_edit_tool.decision', 1, { decision: 'accept' });
  return session;
};

export const findingCases: Readonly<Record<FindingName, FindingCase>> = {
  'retry-loops': {
    sessions: 1,
    times: 4,
    planted: (world) => {
      const session = work(world, 'loop');
      session.request(10, { output: 100 });
      let wasted = 0;
      for (const nth of [0, 1, 2, 3]) {
        session.tool(20 + nth * 10, 'Bash', { ok: false });
        // Read after a failure, and led to the next: the one after the last failure led to something else.
        const nano = session.request(25 + nth * 10, { input: 1000, output: 50 });
        if (nth < 3) wasted += nano;
      }
      session.tool(70, 'Bash');
      return wasted;
    },
    clean: (world) => {
      const session = work(world, 'twice');
      for (const [nth, ok] of [false, false, true, false, false, true].entries()) {
        session.tool(20 + nth * 10, 'Bash', { ok });
        session.request(25 + nth * 10, { input: 1000 });
      }
    },
  },
  'repeated-reads': {
    sessions: 1,
    times: 3,
    planted: (world) => {
      const session = work(world, 'reader');
      for (const second of [10, 30, 50, 70]) {
        session.tool(second, 'Read', { file: 'src/cart.ts', bytes: 8000 });
        session.request(second + 5, { input: 1000, output: 100 });
      }
      // 2000 tokens at 5000 nano-dollars: written once, read by the requests after: three, two and one.
      return 2000 * 5000 * (1.25 + 0.3 + (1.25 + 0.2) + (1.25 + 0.1));
    },
    clean: (world) => {
      const session = work(world, 'editor');
      for (const second of [10, 30, 50, 70]) {
        session.tool(second, 'Read', { file: 'src/cart.ts', bytes: 8000 });
        session.tool(second + 1, 'Edit', { file: 'src/cart.ts', bytes: 100 });
        session.tool(second + 2, 'Read', { file: `src/other-${second}.ts`, bytes: 8000 });
        session.request(second + 5, { input: 1000 });
      }
    },
  },
  'grown-context': {
    sessions: 1,
    times: 6,
    planted: (world) => {
      const session = work(world, 'grown');
      for (const nth of [1, 2, 3, 4, 5, 6])
        session.request(nth * 20, { read: 100_000 + nth * 10_000, output: 10 });
      return (10_000 + 20_000 + 30_000 + 40_000 + 50_000 + 60_000) * 0.1 * 5000;
    },
    clean: (world) => {
      const session = work(world, 'compacted');
      for (const nth of [1, 2, 3, 4, 5, 6]) session.request(nth * 20, { read: 100_000 + nth * 10_000 });
      session.event(200, 'compaction', { success: 'true', trigger: 'manual' });
      const small = work(world, 'small');
      for (const nth of [1, 2, 3, 4, 5, 6]) small.request(nth * 20, { read: 90_000 });
    },
  },
  'cache-misses': {
    sessions: 1,
    times: 1,
    planted: (world) => {
      const session = work(world, 'pause');
      session.request(10, { written: 40_000 });
      session.request(40, { read: 40_000, written: 2000 });
      session.request(1000, { written: 45_000 });
      // Of the 45,000 written 42,000 had been there.
      return 42_000 * 1.15 * 5000;
    },
    clean: (world) => {
      const session = work(world, 'steady');
      session.request(10, { written: 40_000 });
      session.request(250, { read: 40_000, written: 2000 });
      // A long pause, but the cache was kept.
      session.request(1000, { read: 42_000, written: 1000 });
      // No pause, but a new context after /clear.
      session.request(1020, { written: 45_000 });
    },
  },
  'dear-model': {
    sessions: 1,
    times: 2,
    planted: (world) => {
      const session = work(world, 'trivial');
      session.request(10, { input: 1000, output: 100, prompt: 'one' });
      session.request(40, { input: 2000, output: 20, prompt: 'two' });
      session.request(70, { input: 2000, output: 2000, prompt: 'long answer' });
      return (1000 + 500 + 2000 + 100) * (5000 - 1000);
    },
    clean: (world) => {
      const session = work(world, 'worth it');
      session.request(10, { input: 1000, output: 100, prompt: 'one', unit: 1000 });
      session.request(40, { input: 2000, output: 20, prompt: 'two' });
      session.tool(45, 'Bash', { prompt: 'two' });
    },
  },
  'failing-tools': {
    sessions: 1,
    times: 2,
    planted: (world) => {
      const session = work(world, 'failing');
      let wasted = 0;
      for (let nth = 0; nth < 12; nth += 1) {
        const ok = nth !== 3 && nth !== 8;
        session.tool(10 + nth * 20, 'WebFetch', { ok });
        const nano = session.request(15 + nth * 20, { input: 100 * (nth + 1), output: 500, ms: 100 });
        if (!ok) wasted += nano;
      }
      return wasted;
    },
    clean: (world) => {
      const session = work(world, 'reliable');
      for (let nth = 0; nth < 20; nth += 1) session.tool(10 + nth, 'WebFetch', { ok: nth > 1 });
      for (let nth = 0; nth < 9; nth += 1) session.tool(100 + nth, 'Grep', { ok: nth > 1 });
    },
  },
  'unused-mcp-servers': {
    sessions: 3,
    times: 3,
    planted: (world) => {
      for (const nth of [1, 2, 3]) {
        const session = work(world, `with ${nth}`);
        session.event(5, 'mcp_server_connection', { status: 'connected', server_name: 'jira' });
        session.request(10, { written: 30_000 });
        session.request(20, { read: 30_000, written: 500 });
        const other = work(world, `without ${nth}`);
        other.request(10, { written: 20_000 });
      }
      return 3 * 10_000 * 0.1 * 5000 * 2;
    },
    clean: (world) => {
      for (const nth of [1, 2, 3]) {
        const session = work(world, `with ${nth}`);
        session.event(5, 'mcp_server_connection', { status: 'connected', server_name: 'jira' });
        session.request(10, { written: 30_000 });
        if (nth === 2) session.tool(15, 'mcp__jira__search');
      }
      const failed = work(world, 'failed');
      failed.event(5, 'mcp_server_connection', { status: 'failed', server_name: 'slack' });
    },
  },
  'nothing-shipped': {
    sessions: 1,
    times: 1,
    planted: (world) => {
      const cost = world.session('idle').request(10, { output: 40_000 });
      world.session('cheap').request(10, { output: 10 });
      return cost;
    },
    clean: (world) => {
      work(world, 'useful').request(10, { output: 40_000 });
      const committed = world.session('committed');
      committed.request(10, { output: 40_000 });
      committed.point(20, 'claude_code.commit.count', 1);
    },
  },
};
