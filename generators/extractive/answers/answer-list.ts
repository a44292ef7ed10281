import type { Interpretation } from '../../../reading/interpretation.js'
import { type Answer, said } from '../extractive-answer.js'
import type { ContextLine } from '../lines/extractive-line.js'

const DRUG_HEADING = /\b(?:med(?:ication)?s?|drugs?|rx|prescriptions?)\b/i
const ALLERGY_HEADING = /\ballerg\w*/i
const PROBLEM_HEADING = /\b(?:problems?|pmh|past medical|diagnos[ei]s|hx|history)\b/i
const ALLERGY = /\b(?:allerg\w*|intoleran\w*|anaphyla\w*|nkda)\b/i
/** Phrases that mention allergies without naming one, such as a test. */
const NO_ALLERGY =
  /\b(?:test|screening|assessment|rhinitis|conjunctivitis|visit|reviewed|clinic|referral|monitoring|education)\b/i

/**
 * The names of what a listing asks for, each once: from the events of its kinds, or else from the newest note
 * that lists them. Null if there are none.
 */
export function answerList(lines: readonly ContextLine[], interpretation: Interpretation): Answer | null {
  if (interpretation.domains.includes('allergy')) return allergies(lines)
  const domains = interpretation.domains.length === 0 ? ['drug_exposure'] : interpretation.domains
  const events = lines.filter(({ isEvent, domain }) => isEvent && domain !== null && domains.includes(domain))
  const isOpenOnly =
    interpretation.isCurrent || (domains.includes('drug_exposure') && interpretation.since === null)
  const chosen = isOpenOnly ? openOnes(events) : events.filter(({ phase }) => phase !== 'end')
  const named = chosen.length > 0 ? chosen : listed(lines, headingOf(domains))
  return answerOf(named, ({ isEvent, name, text }) => (isEvent ? name : text))
}

/**
 * Events that are still open: the latest entry of their name in the context is a start, or has no phase. An
 * 'end' and a 'start' in the same minute are a renewal.
 */
export function openOnes(events: readonly ContextLine[]): ContextLine[] {
  const last = new Map<string, ContextLine[]>()
  for (const event of events) {
    const known = last.get(event.name)
    const time = event.time ?? ''
    const knownTime = known?.[0]?.time ?? ''
    if (known === undefined || time > knownTime) last.set(event.name, [event])
    else if (time === knownTime) known.push(event)
  }
  return [...last.values()].flatMap((ends) => {
    const open = ends.find(({ phase }) => phase === 'start' || phase === null)
    return open === undefined ? [] : [open]
  })
}

function headingOf(domains: readonly string[]): RegExp {
  return domains.includes('condition') ? PROBLEM_HEADING : DRUG_HEADING
}

/** The lines under such a heading in the newest note that has one. */
function listed(lines: readonly ContextLine[], heading: RegExp): ContextLine[] {
  const under = lines.filter(({ isEvent, name }) => !isEvent && heading.test(name))
  const newest = under
    .map(({ time }) => time ?? '')
    .sort()
    .at(-1)
  return under.filter(({ time }) => (time ?? '') === newest)
}

function allergies(lines: readonly ContextLine[]): Answer | null {
  const events = lines.filter(
    (line) => line.isEvent && ALLERGY.test(line.name) && !NO_ALLERGY.test(line.name),
  )
  const told = lines.filter(
    ({ isEvent, text, name }) =>
      !isEvent && ALLERGY.test(text) && !ALLERGY_HEADING.test(name) && !NO_ALLERGY.test(text),
  )
  const noted = listed(lines, ALLERGY_HEADING)
  const chosen = events.length > 0 ? events : noted.length > 0 ? noted : told
  return answerOf(chosen, said)
}

function answerOf(lines: readonly ContextLine[], nameOf: (line: ContextLine) => string): Answer | null {
  const names = new Map<string, ContextLine>()
  for (const line of lines) {
    const name = nameOf(line)
    const known = [...names.keys()].some((other) => other.toLowerCase() === name.toLowerCase())
    if (!known) names.set(name, line)
  }
  return names.size === 0 ? null : { text: [...names.keys()].join('; '), lines: [...names.values()] }
}
