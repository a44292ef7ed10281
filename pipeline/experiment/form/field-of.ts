/** What an object has by this name, whatever else it is; undefined if it is no object. */
export function fieldOf(holder: unknown, field: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, field) : undefined
}

/** The same if it is a list; otherwise an empty one. */
export function listIn(holder: unknown, field: string): unknown[] {
  const list = fieldOf(holder, field)
  return Array.isArray(list) ? list : []
}

/** As a message shows it. */
export function quoted(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}
