import type { Event } from '../record.js'

/** An event's label in its parts; value and unit are null if it names none. */
export type SplitLabel = {
  readonly name: string
  readonly value: string | null
  readonly unit: string | null
}

/** A comparison in front of the number is part of the value. */
const NUMBER_AND_UNIT =
  /^(.*(?:[^\s<>=]|[^<>]=))\s+([<>]=?\s?)?([+-]?\d+(?:[.,]\d+)*)(?:\s+(\S+(?:\s\S+)?))?$/
const TRAILING_ANNOTATION = /^(.*\S)\s+(\{[^{}\s]+\})$/
/** UCUM's spellings with a mark in them: '%', '/min', 'mm[Hg]', '10*3/uL', '{score}', 'mL/min/{1.73_m2}'. */
const MARKED_UNIT = /^(?:%|\{.*\}|\[.*\]|[\w.*^%µμ°[\]{}()-]*[/^*[\]{}%°µμ][\w.*^%/µμ°[\]{}()-]*)$/
/** Of letters alone only known units: in 'Vitamin B 12 level' and 'Interleukin 6 Ab' a number is part of the name. */
const WORD_UNIT =
  /^(?:[kmunpd]?g|mcg|[kcmun]?m|[mud]?L|fl|[mk]?U|[mu]?IU|[mun]?mol|m?[Ee]q|m?s|min|h|hr|hours?|d|days?|wk|weeks?|mo|months?|a|y|yr|years?|Cel|C|F|K|k?Pa|mm ?Hg|lbs?|lb_av|oz|in|inch(?:es)?|ft|kcal|cal|bpm|pH|ratio|index|score|percent|n\/a|sq meters?|degrees? [CF]|(?:beats|breaths) per minute|mOsm|IFU|AU|dB|Hz)$/i

/**
 * The older dialect joins name, value and unit: 'Body Height 56.40', 'Pain severity [Score] - Reported 0 {score}'.
 * The last number is the value if only a unit follows it; if no number is, a last '{nominal}' is the unit.
 */
export function splitLabel(label: string): SplitLabel {
  const match = NUMBER_AND_UNIT.exec(label)
  if (match !== null) {
    const [, name, sign, number, unit] = match
    if (unit === undefined || MARKED_UNIT.test(unit) || WORD_UNIT.test(unit)) {
      return { name: name!, value: `${sign ?? ''}${number}`, unit: unit ?? null }
    }
  }
  const annotated = TRAILING_ANNOTATION.exec(label)
  return { name: annotated?.[1] ?? label, value: null, unit: annotated?.[2] ?? null }
}

/**
 * One label cannot show where the name ends and a value in words begins ('Tobacco smoking status Never smoked tobacco'). If
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
