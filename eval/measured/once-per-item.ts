import type { MeasuredItem } from './measured-item.js'

/** `of` a response and its references, computed once per item: measures of one family share their counts. */
export function oncePerItem<T>(
  of: (response: string, references: readonly string[]) => T,
): (item: MeasuredItem) => T {
  const known = new WeakMap<MeasuredItem, { readonly value: T }>()
  return (item) => {
    const before = known.get(item)
    if (before !== undefined) return before.value
    const value = of(item.response ?? '', item.references)
    known.set(item, { value })
    return value
  }
}
