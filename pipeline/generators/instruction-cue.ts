/** What kind of answer an instruction asks for, as its own words tell. */
export type InstructionCue = {
  readonly kind: 'when' | 'how-many' | 'value' | 'yes-no' | 'text'
  readonly prefer: 'earliest' | 'latest' | 'highest' | 'lowest' | null
  /** 'YYYY-MM-DD', both inclusive. */
  readonly since: string | null
  readonly until: string | null
  /** The instruction without its time frame, dates rewritten as 'YYYY-MM-DD'. */
  readonly topic: string
}

const AS_OF = /^\s*as of [\d/-]+\s*[:,]\s*/i
const PATIENT = /\bpatient \d+(?:'s)?/gi

/** Reads the cues of an instruction: rules over its words, no model. */
export function readCue(instruction: string): InstructionCue {
  const text = instruction
    .replace(AS_OF, '')
    .replace(PATIENT, 'the patient')
    .replace(/\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g, (_, month: string, day: string, year: string) =>
      [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
    )
  const since = /\b(?:since|after|from) (\d{4})(-\d\d-\d\d)?\b/i.exec(text)
  const before = /\b(?:until|before|up to) (\d{4})(-\d\d-\d\d)?\b/i.exec(text)
  const within = /\b(?:in|during|of) (\d{4})\b(?!-)/i.exec(text)
  const prefer = readPreference(text)
  return {
    kind: readKind(text, prefer),
    prefer,
    since: since ? since[1]! + (since[2] ?? '-01-01') : within ? `${within[1]}-01-01` : null,
    until: before ? before[1]! + (before[2] ?? '-01-01') : within ? `${within[1]}-12-31` : null,
    topic: [since, before, within].reduce(
      (rest, frame) => (frame ? rest.replace(frame[0], ' ') : rest),
      text,
    ),
  }
}

function readPreference(text: string): InstructionCue['prefer'] {
  if (/\b(?:maximum|max|highest|peak|largest|greatest)\b/i.test(text)) return 'highest'
  if (/\b(?:minimum|min|lowest|nadir|smallest)\b/i.test(text)) return 'lowest'
  if (/\b(?:first|earliest|initial(?:ly)?|oldest|onset)\b/i.test(text)) return 'earliest'
  if (/\b(?:last|latest|most recent(?:ly)?|newest|current(?:ly)?)\b/i.test(text)) return 'latest'
  return null
}

function readKind(text: string, prefer: InstructionCue['prefer']): InstructionCue['kind'] {
  if (
    /\b(?:how many|number of|count)\b(?! of (?:the )?(?:platelets?|cells?))/i.test(text) &&
    !/\bcell count|platelet count\b/i.test(text)
  )
    return 'how-many'
  if (prefer === 'highest' || prefer === 'lowest') return 'value'
  if (
    /\b(?:when|what date|which date|on what day|(?:start|stop|end) date)\b/i.test(text) &&
    !/\band when\b/i.test(text)
  )
    return 'when'
  if (/^\W*(?:has|have|had|is|are|was|were|does|do|did|any)\b/i.test(text)) return 'yes-no'
  return prefer === null && !/\b(?:value|level|reading)\b/i.test(text) ? 'text' : 'value'
}
