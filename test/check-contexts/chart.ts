export type ChartNote = {
  readonly id: string
  readonly time: string | null
  readonly type: string
  readonly text: string
}

/** `label` is name, value and unit as one; the older dialect does not say where one ends: there `name` is null. */
export type ChartEvent = {
  readonly id: string
  readonly time: string | null
  readonly domain: string
  readonly label: string
  readonly name: string | null
  readonly value: string | null
  readonly unit: string | null
}

/** What the XML of one patient says. Events of one time and code share an id. */
export class Chart {
  readonly notes = new Map<string, ChartNote>()
  readonly events = new Map<string, ChartEvent[]>()

  addNote(id: string | null, time: string | null, type: string | null, text: string): void {
    const ordinal = this.notes.size + 1
    const wanted = `note:${id ?? ordinal}`
    const unique = this.notes.has(wanted) ? `${wanted}#${ordinal}` : wanted
    this.notes.set(unique, { id: unique, time, type: type ?? 'note', text })
  }

  addEvent(code: string | null, event: Omit<ChartEvent, 'id'>): void {
    const id = `event:${event.time ?? 'unknown'}|${code ?? 'unknown'}`
    const known = this.events.get(id)
    if (known) known.push({ ...event, id })
    else this.events.set(id, [{ ...event, id }])
  }
}

export const given = (text: string | undefined): string | null => {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' || trimmed === 'NULL' ? null : trimmed
}
