/** Texts of an alert's annotations; of one that a sender may have put a name into, what `filter` leaves. */
const alertText = (filter = ''): string =>
  [
    '{{ if eq .Status "resolved" }}Over since {{ .EndsAt.UTC.Format "2006-01-02 15:04 UTC" }}. {{ end }}',
    `{{ .Annotations.summary${filter} }}\n`,
    `{{ with .Annotations.comparison }}{{ .${filter} }}\n{{ end }}`,
    'Since: {{ .StartsAt.UTC.Format "2006-01-02 15:04 UTC" }}\n',
    'Board: {{ .Annotations.dashboard }}\n',
    '{{ with .Annotations.sessions }}Sessions: {{ . }}\n{{ end }}',
    'What to do: {{ .Annotations.runbook_url }}\n\n',
  ].join('');

const define = (name: string, text: string): string => `{{ define "claude_code.${name}" }}${text}{{ end }}\n`;

/**
 * Alertmanager's templates for messages: the number, what is usual, where to look, what to do. Annotations of our rules are
 * all they have: a label that no rule names does not get in.
 */
export const messages = [
  define(
    'title',
    '{{ if eq .Status "firing" }}{{ .CommonLabels.severity | title }}{{ else }}Over{{ end }}: {{ .GroupLabels.alertname }}',
  ),
  define('text', `{{ range .Alerts }}${alertText()}{{ end }}`),
  // What stands between < and > is a command for Slack, and names come from the sender.
  define('slack', `{{ range .Alerts }}${alertText(' | reReplaceAll "[<>&]" ""')}{{ end }}`),
].join('');
