import { Message } from './message.tsx';
import type { Panel } from './panel.tsx';

export const unknown = (id: string): Panel<object> => ({
  draw: () => (
    <Message
      kind="empty"
      text={`The embedded viewer cannot draw panels of type “${id}”. Open this dashboard in Grafana.`}
    />
  ),
  withoutData: true,
});
