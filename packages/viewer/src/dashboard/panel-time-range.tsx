import { dateMath, getDefaultTimeRange, rangeUtil, type TimeRange } from '@grafana/data';
import {
  type SceneComponentProps,
  type SceneTimeRangeState,
  SceneTimeRangeTransformerBase,
} from '@grafana/scenes';
import { PanelChrome } from '@grafana/ui';

interface PanelTimeRangeState extends SceneTimeRangeState {
  /** A length such as `30d`, or a beginning such as `now/d`. */
  readonly timeFrom?: string | null | undefined;
  readonly timeShift?: string | null | undefined;
  readonly hidden: boolean;
}

interface Overridden {
  readonly value: TimeRange;
  readonly text: string;
}

function shifted(value: TimeRange, timeShift: string | null | undefined): TimeRange {
  if (!timeShift) return value;
  const shift = `-${timeShift}`;
  const from = dateMath.parseDateMath(shift, value.from) ?? value.from;
  const to = dateMath.parseDateMath(shift, value.to) ?? value.to;
  return { from, to, raw: { from, to } };
}

/** The range of a panel that keeps its own, whatever the page shows; refreshed with the page all the same. */
export class PanelTimeRange extends SceneTimeRangeTransformerBase<PanelTimeRangeState> {
  static Component = ({ model }: SceneComponentProps<PanelTimeRange>) => {
    const { hidden } = model.useState();
    const { text } = model.overridden();
    return hidden || !text ? null : <PanelChrome.TitleItem title={text}>{text}</PanelChrome.TitleItem>;
  };

  constructor(state: Omit<PanelTimeRangeState, keyof SceneTimeRangeState>) {
    super({ ...state, from: 'now-1h', to: 'now', value: getDefaultTimeRange() });
  }

  protected override ancestorTimeRangeChanged(_ancestor: SceneTimeRangeState): void {
    const { value } = this.overridden();
    this.setState({ value, from: String(value.raw.from), to: String(value.raw.to) });
  }

  overridden(): Overridden {
    const { timeFrom, timeShift } = this.state;
    const page = this.getAncestorTimeRange().state.value;
    const named = timeFrom ? rangeUtil.describeTextRange(timeFrom) : undefined;
    const own =
      named && !named.invalid
        ? rangeUtil.convertRawToRange({ from: named.from, to: named.to }, this.getTimeZone())
        : page;
    const text = [named?.display, timeShift && `shifted by ${timeShift}`].filter(Boolean).join(', ');
    return { value: shifted(own, timeShift), text };
  }
}
