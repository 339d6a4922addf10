import {
  SceneObjectBase,
  type SceneObjectRef,
  type SceneObjectState,
  sceneGraph,
  VariableDependencyConfig,
  type VizPanel,
} from '@grafana/scenes';
import type { Finding, Findings } from '../panels/findings.tsx';
import { narrowedTo } from '../panels/narrowed.ts';
import { ask } from '../records/api.ts';

const findingsOf = ({ state }: VizPanel): Findings | undefined =>
  (state.options as { readonly findings?: Findings }).findings;

/** Whether a panel has nothing to show but findings, and there are none. */
export const foundNothing = (panel: VizPanel): boolean => {
  const findings = findingsOf(panel);
  return findings !== undefined && !findings.found?.length;
};

interface FindingsState extends SceneObjectState {
  readonly panel: SceneObjectRef<VizPanel>;
  /** Draws the grid again: a panel that found nothing is not on it. */
  readonly onFound: () => void;
}

/** Asks for the findings of a panel whenever range or choices change. A panel off the page could not ask itself. */
export class AskForFindings extends SceneObjectBase<FindingsState> {
  protected override _variableDependency = new VariableDependencyConfig(this, {
    variableNames: Object.keys(findingsOf(this.state.panel.resolve())?.labels ?? {}),
    onReferencedVariableValueChanged: () => void this.#ask(),
  });

  #asked = '';

  constructor(state: FindingsState) {
    super(state);
    this.addActivationHandler(() => {
      this._subs.add(sceneGraph.getTimeRange(this).subscribeToState(() => void this.#ask()));
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const { panel: reference, onFound } = this.state;
    const panel = reference.resolve();
    const findings = findingsOf(panel);
    if (!findings) return;
    const range = {
      timeRange: sceneGraph.getTimeRange(this).state.value,
      replaceVariables: (words: string) => sceneGraph.interpolate(this, words),
    };
    const path = `/findings?${narrowedTo(findings.labels, range)}`;
    this.#asked = path;
    // Without the ledger other panels say so.
    const answer = await ask<{ findings: readonly Finding[] }>(path).catch(() => ({ findings: [] }));
    if (this.#asked !== path) return;
    // Not `onOptionsChange`: a panel off the page has no plugin yet.
    panel.setState({
      options: { ...panel.state.options, findings: { ...findings, found: answer.findings } },
    });
    onFound();
  }
}
