import type { Event } from './record.js'

export type SplitLabel = { readonly name: string; readonly value: string | null; readonly unit: string | null }

const NUMBER_AND_UNIT = /^(.*\S)\s+([<>]=?\s?)?([+-]?\d+(?:[.,]\d+)*)(?:\s+(\S+(?:\s\S+)?))?$/
/** Units as UCUM spells them, and those that the older dialect writes out. */
const UNIT =
  /^(?:%|\{.*\}|\[.*\]|[\w.*^%µμ°[\]{}()-]*[/^*[\]{}%°µμ][\w.*^%/µμ°[\]{}()-]*|[a-zA-Z]{1,5}|10\*\d+\S*|(?:mm|cm) Hg|sq meters?|score|degrees? [CF]|beats?\/min|breaths?\/min)$/

/**
 * The older dialect joins name, value and unit: 'Body Height 56.40', 'Pain severity [Score] - Reported 0 {score}'.
 * The last number is the value where only a unit follows it.
 */
export function splitLabel(label: string): SplitLabel {
  const match = NUMBER_AND_UNIT.exec(label)
  if (match === null) return { name: label, value: null, unit: null }
  const [, name, sign, number, unit] = match
  if (unit !== undefined && !UNIT.test(unit)) return { name: label, value: null, unit: null }
  return { name: name!, value: `${sign?.trim() ?? ''}${number}`, unit: unit ?? null }
}

/**
 * A value in words cannot be told from its name by one label ('Tobacco smoking status Never smoked tobacco'). Where
 * one code has several labels, the words that all of them begin with are its name and the rest is the value.
 */
export function splitSharedPrefixes(events: readonly Event[], domains: ReadonlySet<string>): Event[] {
  const labels = new Map<string, Set<string>>()
  for (const { domain, code, name, value } of events) {
    if (!domains.has(domain) || value !== null || code === 'unknown') continue
    const known = labels.get(code)
    if (known) known.add(name)
    else labels.set(code, new Set([name]))
  }
  const names = new Map(
    [...labels].flatMap(([code, known]) => {
      const prefix = sharedWords([...known])
      return known.size > 1 && prefix !== '' ? [[code, prefix] as const] : []
    }),
  )
  return events.map((event) => {
    const name = event.value === null && domains.has(event.domain) ? names.get(event.code) : undefined
    if (name === undefined) return event
    const value = event.name.slice(name.length).trim()
    return { ...event, name, value: value === '' ? null : value }
  })
}

function sharedWords(labels: readonly string[]): string {
  const [first, ...rest] = labels.map((label) => label.split(' '))
  let shared = 0
  while (shared < first!.length && rest.every((words) => words[shared] === first![shared])) shared++
  return first!.slice(0, shared).join(' ')
}
