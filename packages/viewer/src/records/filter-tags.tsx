import { TagList } from '@grafana/ui';
import { filtersOf, type useAddress } from './address.ts';

interface FilterTagsProps {
  readonly address: URLSearchParams;
  readonly change: ReturnType<typeof useAddress>[1];
  /** Parameters that the page shows elsewhere. */
  readonly others: ReadonlySet<string>;
}

/** What the address narrows a list to; a click on one takes it off. */
export function FilterTags({ address, change, others }: FilterTagsProps) {
  const filters = filtersOf(address, others).map((one) => ({
    ...one,
    tag: `${one.label}: ${one.value} ×`,
  }));
  if (filters.length === 0) return null;
  return (
    <TagList
      tags={filters.map(({ tag }) => tag)}
      onClick={(tag) => {
        const name = filters.find((one) => one.tag === tag)?.name;
        if (name) change({ [name]: '', page: '', limit: '' });
      }}
    />
  );
}
