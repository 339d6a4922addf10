import { Combobox } from '@grafana/ui';
import { type ComponentProps, useId } from 'react';
import { onlyRead } from './panels/told-series.tsx';

type NamedComboboxProps<Value extends string | number> = ComponentProps<typeof Combobox<Value>> & {
  readonly name: string;
};

/** A Combobox that screen readers name; of the library's own `aria-label` nothing reaches the page. */
export function NamedCombobox<Value extends string | number>({ name, ...props }: NamedComboboxProps<Value>) {
  const id = useId();
  return (
    <div>
      <span id={id} className={onlyRead}>
        {name}
      </span>
      <Combobox<Value> {...(props as ComponentProps<typeof Combobox<Value>>)} aria-labelledby={id} />
    </div>
  );
}
