import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Random } from '../synthetic/draw/synthetic-random.js'

/** MedAlign's size: 275 patients, 46,252 notes of log-normal length (mean about 420 words), 3.6 M events. */
const PATIENTS = 275
const NOTES = 46_252
const EVENTS = 3_600_000
const NOTE_WORDS = 420
const SENTENCE_WORDS = 13
/** Codes there are, and how many of them one patient ever has. */
const CODES = 3_000
const CODES_A_PATIENT = 400
const EVENTS_A_DAY = 34
/** About as many as MedAlign has, over all patients in turn. */
const INSTRUCTIONS = 300
/** Of the text: another format is written again. */
const FORMAT = 3

type Word = { readonly text: string }

/**
 * Writes a corpus of MedAlign's size, or the given share of its patients, in LUMIA layout: word salad over the
 * vocabulary of the bundled embedder by Zipf's law, no two sentences alike. For timing alone.
 */
export function writeScaleCorpus(folder: string, share: number, seed: number): void {
  const ehrs = join(folder, 'ehrs')
  const done = join(folder, 'complete')
  if (existsSync(done) && readFileSync(done, 'utf8') === `${FORMAT} ${share} ${seed}`) return
  mkdirSync(ehrs, { recursive: true })
  const words = vocabulary()
  const patients = Math.max(1, Math.round(PATIENTS * share))
  const sizes = Array.from({ length: patients }, (_, i) => logNormal(new Random(`${seed}/${i}/size`), 1, 0.8))
  const mean = sizes.reduce((sum, size) => sum + size, 0) / patients
  const perPatient = { notes: NOTES / PATIENTS / mean, events: EVENTS / PATIENTS / mean }
  for (const [i, size] of sizes.entries()) {
    writePatient(join(ehrs, `${500_000 + i}.xml`), new Random(`${seed}/${i}/chart`), words, {
      notes: Math.max(1, Math.round(size * perPatient.notes)),
      events: Math.max(10, Math.round(size * perPatient.events)),
    })
  }
  writeFileSync(
    join(folder, 'clinician-instruction-responses.tsv'),
    instructions(patients, new Random(`${seed}/asked`), words),
  )
  writeFileSync(done, `${FORMAT} ${share} ${seed}`)
}

function vocabulary(): Word[] {
  const path = join(import.meta.dirname, '..', 'models', 'bundled', 'tokenizer.json')
  const { model } = JSON.parse(readFileSync(path, 'utf8')) as { model: { vocab: Record<string, number> } }
  return Object.keys(model.vocab)
    .filter((word) => /^[a-z]{2,}$/.test(word))
    .map((text) => ({ text }))
}

function writePatient(
  path: string,
  random: Random,
  words: readonly Word[],
  { notes, events }: { notes: number; events: number },
): void {
  const file = openSync(path, 'w')
  const days = Math.max(1, Math.ceil(events / EVENTS_A_DAY))
  const notesBefore = (day: number) => Math.floor((notes * day) / days)
  const start = Date.UTC(1990 + random.int(0, 20), 0, 1)
  const firstCode = random.int(0, CODES - 1)
  writeSync(file, '<eventstream person_id="1">\n')
  let noteId = 0
  for (let day = 0; day < days; day++) {
    const at = new Date(start + Math.floor((day * 9000) / days) * 86_400_000).toISOString().slice(0, 10)
    let text = `<encounter start_timestamp="${at} 06:00:00" end_timestamp="${at} 23:59:59"><events><entry timestamp="${at} 06:06:23">\n`
    const count = Math.min(EVENTS_A_DAY, events - day * EVENTS_A_DAY)
    for (let i = 0; i < count; i++) text += event(random, words, firstCode)
    for (let n = notesBefore(day); n < notesBefore(day + 1); n++) {
      text += `<event type="note" code="LOINC/34117-2" name="progress note" note_id="${path.slice(-10, -4)}${noteId++}">${note(random, words)}</event>\n`
    }
    writeSync(file, `${text}</entry></events></encounter>\n`)
  }
  writeSync(file, '</eventstream>\n')
  closeSync(file)
}

const KINDS = [
  'measurement',
  'measurement',
  'measurement',
  'drug_exposure',
  'procedure',
  'observation',
  'condition',
] as const

function event(random: Random, words: readonly Word[], firstCode: number): string {
  // The same code always has the same name: both follow from its number.
  const code = (firstCode + 7 * Math.floor(CODES_A_PATIENT * random.next() ** 2)) % CODES
  const name = `${words[(code * 37) % words.length]!.text} ${words[(code * 101) % words.length]!.text} ${words[(code * 211) % words.length]!.text}`
  const kind = KINDS[code % KINDS.length]!
  const value = kind === 'measurement' ? (random.next() * 200).toFixed(2) : ''
  return `<event type="${kind}" code="LOINC/${10_000 + code}-1" name="${name}" unit="mg/dL" visit_id="7">${value}</event>\n`
}

/** Words that a note's topics draw on: prose repeats itself, which random words do not, and a graph lives on that. */
const TOPICS = 60
/** Share of words that the topic gives: with it a graph finds about as much as it does among sentences of textbooks. */
const TOPICAL = 0.85
const TOPIC_WORDS = 220

function note(random: Random, words: readonly Word[]): string {
  const topics = [random.int(0, TOPICS - 1), random.int(0, TOPICS - 1), random.int(0, TOPICS - 1)]
  const length = Math.max(15, Math.round(logNormal(random, NOTE_WORDS, 0.75)))
  let text = ''
  for (let written = 0; written < length; ) {
    const size = random.int(SENTENCE_WORDS - 7, SENTENCE_WORDS + 7)
    text += sentence(random, words, size, random.pick(topics))
    text += random.chance(0.15) ? '\n' : ' '
    written += size
  }
  return text
}

function sentence(random: Random, words: readonly Word[], size: number, topic: number): string {
  let text = ''
  for (let i = 0; i < size; i++) {
    // Zipf: the logarithm of the rank is uniform.
    const isTopical = random.chance(TOPICAL)
    const rank = Math.floor((isTopical ? TOPIC_WORDS : words.length) ** random.next())
    const word = words[(isTopical ? (topic + 1) * 331 + rank * 7 : rank) % words.length]!.text
    text += i === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : ` ${word}`
    if (random.chance(0.06)) text += ` ${random.int(1, 400)}`
  }
  return `${text}.`
}

function instructions(patients: number, random: Random, words: readonly Word[]): string {
  const rows = Array.from({ length: INSTRUCTIONS }, (_, i) => {
    const id = 500_000 + (i % patients)
    return `${900_000 + i}\t${sentence(random, words, 9, i % TOPICS)}\t${id}\t${id}.xml\tAnnotator_1\tUnknown.\t\tTiming`
  })
  return `instruction_id\tquestion\tperson_id\tfilename\tannotator_num\tclinician_response\tevidence\tsubmitter_specialty\n${rows.join('\n')}\n`
}

/** Log-normal with the given mean, by Box and Muller. */
function logNormal(random: Random, mean: number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  return mean * Math.exp(sigma * normal - (sigma * sigma) / 2)
}
