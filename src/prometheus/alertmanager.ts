/** What is asked of Alertmanager: hand it a test message, and see what became of it. */

export interface Handed {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/** How often a receiver was sent something, and how often that failed. */
export interface Attempts {
  readonly made: number;
  readonly failed: number;
}

const timeoutMs = 5000;

/** Hands an alert in. @throws Error with what was answered */
export const handIn = async (address: string, authorization: string, alert: Handed): Promise<void> => {
  const answer = await fetch(`${address}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify([{ ...alert, endsAt: new Date(alert.endsAt).toISOString() }]),
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 300)}`);
};

const sumOf = (exposition: string, series: string, receiver: string): number =>
  exposition
    .split('\n')
    .filter((line) => line.startsWith(`${series}{`) && line.includes(`receiver_name="${receiver}"`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);

/** Attempts to deliver to a receiver since Alertmanager started. @throws Error when it does not answer */
export const attemptsOf = async (address: string, receiver: string): Promise<Attempts> => {
  const answer = await fetch(`${address}/metrics`, { signal: AbortSignal.timeout(timeoutMs) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const text = await answer.text();
  return {
    made: sumOf(text, 'alertmanager_notification_requests_total', receiver),
    failed: sumOf(text, 'alertmanager_notification_requests_failed_total', receiver),
  };
};
