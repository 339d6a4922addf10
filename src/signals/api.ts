import { internalErrors as clientErrors } from '../catalogue/activity-metrics.ts';
import {
  apiErrorAttempts,
  apiErrors,
  apiRefusals,
  apiRequestDuration,
  apiRequests,
  apiRetriesExhausted,
  apiTimeToFirstToken,
} from '../catalogue/event-metrics.ts';
import { bucketTotalsOf, plus, quantileOf, ratioOf } from '../promql/arithmetic.ts';
import { totalOf } from '../promql/query.ts';
import { like } from '../promql/selector.ts';
import type { Signal } from './signal.ts';
import { totalsOf } from './total.ts';

const { total, totalBy } = totalsOf('api');

const final =
  'Only requests that failed for good, after the last retry: what ends well after retries leaves no event.';
const none = 'No errors in this range.';

export const requests = total(apiRequests, {
  title: 'API requests',
  description: 'Requests that succeeded. From events.',
});

export const requestsByModel = totalBy(apiRequests, 'model', {
  title: 'Requests by model',
  description: 'Requests that succeeded. From events.',
});

export const requestsBySource = totalBy(apiRequests, 'query_source', {
  title: 'Requests by origin',
  description: 'What asked, as the events name it: finer than the origin of cost and tokens.',
  unset: 'not told',
});

export const requestsBySpeed = totalBy(apiRequests, 'speed', {
  title: 'Fast mode',
  description: 'Requests by speed: normal or fast.',
  unset: 'not told',
});

export const requestsByEffort = totalBy(apiRequests, 'effort', {
  title: 'Requests by effort',
  description: 'Requests by effort level.',
  unset: 'no effort level',
});

export const errors = total(apiErrors, {
  title: 'API errors',
  description: final,
});

export const errorsByStatus = totalBy(apiErrors, 'status_code', {
  title: 'Errors by status',
  description: final,
  unset: 'no answer',
  noValue: none,
});

export const errorsByModel = totalBy(apiErrors, 'model', {
  title: 'Errors by model',
  description: final,
  unset: 'not told',
  noValue: none,
});

export const errorRate: Signal = {
  board: 'api',
  title: 'API error rate',
  description: `Share of requests. ${final}`,
  unit: 'percentunit',
  decimals: 2,
  legend: 'Errors',
  thresholds: [{ means: 'good' }, { from: 0.01, means: 'warning' }, { from: 0.05, means: 'bad' }],
  noValue: 'No requests',
  expr: (view) =>
    ratioOf(totalOf(apiErrors, {}, view), plus(totalOf(apiErrors, {}, view), totalOf(apiRequests, {}, view))),
};

export const rateLimited: Signal = {
  board: 'api',
  title: 'Limits (429)',
  description: `Requests refused because a limit was reached. ${final}`,
  unit: 'short',
  legend: '429',
  noValue: '0',
  expr: (view) => totalOf(apiErrors, { where: { status_code: '429' } }, view),
};

export const serverErrors: Signal = {
  board: 'api',
  title: 'Server errors (5xx)',
  description: `Status 500 to 599, 529 (overloaded) among them. ${final}`,
  unit: 'short',
  legend: '5xx',
  noValue: '0',
  expr: (view) => totalOf(apiErrors, { where: { status_code: like('5..') } }, view),
};

export const retriesExhausted = total(apiRetriesExhausted, {
  title: 'Retries exhausted',
  description: 'Requests given up because every retry failed.',
  thresholds: [{ means: 'good' }, { from: 1, means: 'bad' }],
});

export const attemptsPerError: Signal = {
  board: 'api',
  title: 'Attempts per error',
  description: `Tries of a request that failed for good. ${final}`,
  unit: 'none',
  decimals: 1,
  legend: 'Attempts',
  noValue: none,
  expr: (view) => ratioOf(totalOf(apiErrorAttempts, {}, view), totalOf(apiErrors, {}, view)),
};

export const refusals = total(apiRefusals, {
  title: 'Refusals',
  description: 'Answers that a model refused to give.',
});

export const refusalsByCategory = totalBy(apiRefusals, 'category', {
  title: 'Refusals by category',
  description: 'Answers that a model refused to give, by category.',
  unset: 'not told',
  noValue: 'No refusals in this range.',
});

export const internalErrors = totalBy(clientErrors, 'error_name', {
  title: 'Errors inside the client',
  description: "Errors that are neither the API's nor a tool's, by name.",
  unset: 'not told',
  noValue: none,
});

const everyone = 'Retries are included. All teams and projects. From events.';

const quantile = (q: number): Signal => ({
  board: 'api',
  title: `p${q * 100} of requests`,
  description: `How long requests took that succeeded. ${everyone}`,
  unit: 's',
  legend: `p${q * 100}`,
  noValue: 'No requests',
  expr: (view) => quantileOf(q, apiRequestDuration, {}, view),
});

export const medianDuration = quantile(0.5);
export const slowDuration = quantile(0.95);

const byModel = (q: number, title: string): Signal => ({
  ...quantile(q),
  title,
  legend: '{{model}}',
  expr: (view) => quantileOf(q, apiRequestDuration, { by: ['model'] }, view),
});

export const medianByModel = byModel(0.5, 'Median request');
export const slowByModel = byModel(0.95, 'p95 request');

export const durationSpread: Signal = {
  ...quantile(0.5),
  title: 'How long requests take',
  description: `Number of requests by duration. ${everyone}`,
  legend: '{{le}}',
  expr: (view) => bucketTotalsOf(apiRequestDuration, {}, view),
};

const firstToken = (q: number, title: string): Signal => ({
  board: 'api',
  title,
  description: `From the request to the first token of the answer. Clients from 2.1.329. ${everyone}`,
  unit: 's',
  legend: '{{model}}',
  noValue: 'Told by clients from 2.1.329 on.',
  expr: (view) => quantileOf(q, apiTimeToFirstToken, { by: ['model'] }, view),
});

export const medianFirstToken = firstToken(0.5, 'Median time to first token');
export const slowFirstToken = firstToken(0.95, 'p95 time to first token');
