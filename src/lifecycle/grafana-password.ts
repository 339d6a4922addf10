import { exitCode, Failure } from '../failure.ts';
import { basic } from '../service/token.ts';

/**
 * Gives a running Grafana another password for its admin: it keeps passwords in its database and reads the file only at
 * its first start. Source: "Change Password" in the User API of Grafana's HTTP API.
 * @throws Failure when nothing answers, or Grafana does not take it
 */
export const tellGrafana = async (port: number, old: string, fresh: string): Promise<void> => {
  const url = `http://127.0.0.1:${port}/api/user/password`;
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { authorization: basic('admin', old), 'content-type': 'application/json' },
    body: JSON.stringify({ oldPassword: old, newPassword: fresh, confirmNew: fresh }),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new Failure('Grafana must run to take another password.', {
      where: url,
      fix: 'start-observability start',
      exitCode: exitCode.unhealthy,
      cause,
    });
  });
  if (!answer.ok)
    throw new Failure(`Grafana refused the new password: ${answer.status}.`, {
      where: url,
      fix: 'if it was changed in Grafana, write that password into secrets/grafana-password first',
    });
};
