/** The value of a field of an unchecked value; undefined if the value is no object or lacks the field. */
export function fieldOf(holder: unknown, field: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, field) : undefined
}

/** The field's value if it is a list; otherwise an empty list. */
export function listIn(holder: unknown, field: string): unknown[] {
  const list = fieldOf(holder, field)
  return Array.isArray(list) ? list : []
}

/** The value as a message shows it. */
export function quoted(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}
