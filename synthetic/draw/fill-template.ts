import type { Random } from './synthetic-random.js'

/** Values of a template's slots, by name. */
export type Slots = Readonly<Record<string, string>>

/**
 * Expands `[one|another]` to one of its alternatives, then `{slot}` to its value, then capitalises the start.
 * An unknown slot is a mistake in a word bank and throws.
 */
export function fillTemplate(random: Random, template: string, slots: Slots): string {
  const chosen = template.replace(/\[([^\]]*)\]/g, (_, alternatives: string) =>
    random.pick(alternatives.split('|')),
  )
  return capitalised(fillSlots(chosen, slots))
}

function fillSlots(template: string, slots: Slots): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name]
    if (value === undefined) throw new Error(`a word bank uses the unknown slot {${name}}`)
    return value
  })
}

/** Leaves codes such as 'pT3N1' alone. */
export function capitalised(text: string): string {
  return /^[a-z][A-Z]/.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1)
}
