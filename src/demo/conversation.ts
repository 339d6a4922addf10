import type { PlannedSession } from './calendar.ts';
import type { Client } from './client.ts';
import type { Model, Tokens } from './models.ts';
import { answered, failed, type ModelRequest, type QuerySource } from './request.ts';

export interface RequestQuestion {
  readonly querySource?: QuerySource;
  readonly model?: Model;
  readonly agent?: string;
  /** The origin as events name it. */
  readonly told?: string;
  readonly output?: number;
  /** Tokens of a context of its own. */
  readonly context?: number;
}

/** The requests of a session: a context that grows, and a cache that holds most of it. */
export interface Conversation {
  readonly model: Model;
  readonly context: () => number;
  /** Sends a request at `at`; returns when its answer is complete. */
  readonly ask: (at: number, question: RequestQuestion) => number;
  /** The error that ended the last request for good. */
  readonly failed: () => string | undefined;
  /** The next request follows the answer of this MCP server. */
  readonly after: (mcpServer: string | undefined) => void;
  /** Requests from now on are made for a skill. */
  readonly useSkill: (name: string | undefined) => void;
  readonly shrink: () => void;
}

/** Instructions, tools and the project's notes. */
const systemTokens = 17_000;
/** The part of them that all sessions share, and find in the cache. */
const sharedTokens = 11_000;
/** How long the prompt cache keeps what nobody reads. */
const cacheLifetime = 5 * 60_000;

const efforts: Readonly<Record<Model, string | undefined>> = {
  'claude-opus-4-8': 'high',
  'claude-sonnet-5': 'medium',
  'claude-haiku-4-5': undefined,
};
const origins = { main: 'repl_main_thread', subagent: 'agent', auxiliary: 'generate_session_title' } as const;

export const createConversation = (
  client: Client,
  { random, person, startType }: PlannedSession,
): Conversation => {
  const main = random.weighted(person.models as Record<Model, number>);
  const isFast = main === 'claude-opus-4-8' && random.chance(0.06);
  const isFresh = startType === 'fresh';
  let context = systemTokens + (isFresh ? 0 : random.whole(20_000, 80_000));
  let cached = isFresh ? sharedTokens : 0;
  let lastAsked = 0;
  let error: string | undefined;
  let mcpServer: string | undefined;
  let skillName: string | undefined;

  /** What of the context the cache still has, what is written to it, and what is new. */
  const tokensOf = (at: number, { context: own, output: median = 300 }: RequestQuestion): Tokens => {
    const output = Math.max(1, Math.round(random.around(median, 0.8)));
    if (own !== undefined) {
      const [cacheRead, cacheCreation] = [Math.round(own * 0.8), Math.round(own * 0.2)];
      return { input: random.whole(4, 60), output, cacheRead, cacheCreation };
    }
    if (at - lastAsked > cacheLifetime) cached = Math.min(cached, sharedTokens);
    context += Math.round(random.around(1300, 0.9));
    const tokens = {
      input: random.whole(3, 40),
      output,
      cacheRead: cached,
      cacheCreation: context - cached,
    };
    cached = context;
    context += output;
    lastAsked = at;
    return tokens;
  };

  const modelOf = ({ model, querySource, told }: RequestQuestion): Model =>
    model ?? (querySource === 'auxiliary' && told !== 'compact' ? 'claude-haiku-4-5' : main);

  const requestOf = (at: number, question: RequestQuestion): ModelRequest => {
    const { querySource = 'main', agent } = question;
    const model = modelOf(question);
    const isMain = querySource === 'main';
    return {
      at,
      model,
      querySource,
      told: question.told ?? (agent ? `agent:builtin:${agent}` : origins[querySource]),
      isFast: isFast && isMain,
      caused: {
        ...(efforts[model] && { effort: efforts[model] }),
        ...(agent && { 'agent.name': agent }),
        ...(isMain && skillName && { 'skill.name': skillName }),
        ...(isMain && skillName === 'code-review' && { 'plugin.name': 'cc-plugin-code-review' }),
        ...(isMain && mcpServer && { 'mcp_server.name': mcpServer, 'mcp_tool.name': 'search' }),
      },
    };
  };

  return {
    model: main,
    context: () => context,
    ask: (at, question) => {
      const request = requestOf(at, question);
      error = undefined;
      if (request.querySource === 'main') {
        mcpServer = undefined;
        if (random.chance(0.004)) {
          const outcome = failed(client, request, random);
          error = outcome.error;
          return outcome.done;
        }
        if (random.chance(0.0006)) {
          const { model, told } = request;
          client.event(at, 'api_refusal', { model, category: 'cyber', query_source: told });
        }
      }
      return answered(client, request, tokensOf(at, question), random);
    },
    failed: () => error,
    after: (server) => {
      mcpServer = server;
    },
    useSkill: (name) => {
      skillName = name;
    },
    shrink: () => {
      context = systemTokens + random.whole(4000, 9000);
      cached = sharedTokens;
    },
  };
};
