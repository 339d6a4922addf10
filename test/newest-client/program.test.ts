import { expect, test } from 'vitest';
import { readProgram } from './program.ts';

const program = `
  a.createCounter("claude_code.cost.usage");b.startSpan('claude_code.tool');
  hd("api_request",{model:m});hd("tool_result",{});hd("brand_new_event",{x:1});q("api_request",{});
  var L=["PreToolUse","PostToolUse"],M=["PreToolUse","PostToolUse","BrandNewHook"];
  k({cleanupPeriodDays:()=>v(),brandNewSetting:()=>w()});
  process.env.OTEL_BRAND_NEW;process.env.CLAUDE_CODE_OTEL_FLUSH_TIMEOUT_MS;process.env.CLAUDE_CODE_EDITOR;
`;

test('what a program says of itself is found in its minified text, what is new among it', () => {
  expect(readProgram(program, ['api_request', 'tool_result'])).toEqual({
    metrics: ['claude_code.cost.usage'],
    spans: ['claude_code.tool'],
    events: ['api_request', 'brand_new_event', 'tool_result'],
    hookEvents: ['BrandNewHook', 'PostToolUse', 'PreToolUse'],
    settings: ['brandNewSetting', 'cleanupPeriodDays'],
    variables: ['CLAUDE_CODE_OTEL_FLUSH_TIMEOUT_MS', 'OTEL_BRAND_NEW'],
  });
});
