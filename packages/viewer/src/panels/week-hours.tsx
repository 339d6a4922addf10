import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { TableAnswer } from '../records/api.ts';
import { count } from '../records/format.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`;

const styles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    height: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'separate',
    borderSpacing: 2,
    fontSize: theme.typography.bodySmall.fontSize,
    th: { fontWeight: theme.typography.fontWeightRegular, color: theme.colors.text.secondary },
    'th[scope=row]': { width: 90, textAlign: 'left' },
    // On a phone every third hour has room for its name.
    '@media (max-width: 768px)': { 'th + th:not(:nth-child(3n + 2))': { color: 'transparent' } },
    td: { borderRadius: 2, color: 'transparent', overflow: 'hidden', whiteSpace: 'nowrap' },
  }),
});

interface WeekHoursProps {
  readonly title: string;
  /** Day of the week (Monday is 1), hour of the day, amount. */
  readonly rows: TableAnswer['rows'];
}

/** A week as seven rows of 24 hours, all of them there; the more an hour has, the stronger its colour. */
export function WeekHours({ title, rows }: WeekHoursProps) {
  const style = useStyles2(styles);
  const amounts = new Map(rows.map(([day, hour, amount]) => [`${day} ${hour}`, Number(amount)]));
  const highest = Math.max(...amounts.values());
  return (
    <table className={style.table} aria-label={title}>
      <thead>
        <tr>
          <th scope="row">Hour</th>
          {hours.map((hour) => (
            <th key={hour} scope="col">
              {hour}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day, at) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            {hours.map((hour) => {
              const amount = amounts.get(`${at + 1} ${hour}`) ?? 0;
              return (
                <td
                  key={hour}
                  title={`${day} ${clock(hour)} – ${clock(hour + 1)}: ${count(amount)}`}
                  style={{ background: `rgba(136, 84, 208, ${0.06 + (0.94 * amount) / highest})` }}
                >
                  {count(amount)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
