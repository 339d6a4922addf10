import type { Config } from '../config/schema.ts';
import type { Alert } from './alert.ts';
import { limitAlerts } from './limit-alerts.ts';
import { securityAlerts } from './security-alerts.ts';
import { sessionAlerts } from './session-alerts.ts';
import { stackAlerts } from './stack-alerts.ts';
import { workAlerts } from './work-alerts.ts';

/** Alerts about one thing. */
export interface AlertGroup {
  readonly name: 'work' | 'limits' | 'sessions' | 'security' | 'stack';
  readonly title: string;
  readonly alerts: readonly Alert[];
}

/** THE table of alerts, without those that the configuration switches off. */
export const alertsOf = ({ alerting }: Config): readonly AlertGroup[] =>
  (
    [
      { name: 'work', title: 'Money, tools and the API', alerts: workAlerts(alerting.thresholds) },
      { name: 'limits', title: 'Limits and budgets', alerts: limitAlerts(alerting.thresholds) },
      { name: 'sessions', title: 'Sessions under way', alerts: sessionAlerts(alerting.thresholds) },
      { name: 'security', title: 'Security', alerts: securityAlerts(alerting.thresholds) },
      { name: 'stack', title: 'The stack', alerts: stackAlerts(alerting.thresholds) },
    ] as const
  ).map(({ alerts, ...group }) => ({
    ...group,
    alerts: alerts.filter(({ name }) => !alerting.off.includes(name)),
  }));
