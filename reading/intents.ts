import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { Embedder } from '../indexes/embedders/embedder.js'
import { openStaticEmbedder } from '../indexes/embedders/static-embedder.js'
import { dotProducts } from '../indexes/vectors/exact-search.js'
import { words } from '../indexes/words/words.js'
import type { TimeMode } from './cues.js'
import { type Interpretation, readableParts } from './interpretation.js'
import { COMPOUND } from './kinds/compounds.js'
import { terms } from './terms.js'

/** Ways to say it; what a rule knows by its letters needs none. */
const MODES: Readonly<Record<Exclude<TimeMode, 'any'>, readonly string[]>> = {
  last: [
    'most recent',
    'latest result',
    'at the moment',
    'newest',
    'recently',
    'nowadays',
    'in use',
    'so far',
  ],
  first: [
    'first time',
    'originally started',
    'commenced on',
    'introduced',
    'initial date',
    'first noticed',
    'began',
  ],
  highest: ['highest ever', 'peak level', 'maximum', 'how high', 'greatest value'],
  lowest: ['lowest ever', 'lowest point', 'minimum', 'how low', 'smallest value'],
  all: [
    'how many times',
    'total number',
    'trend over time',
    'increasing or decreasing',
    'progression',
    'frequency',
    'how often',
  ],
}
const DOMAINS: readonly (readonly [domains: readonly string[], ways: readonly string[]])[] = [
  [['drug_exposure'], ['medication', 'medicines', 'prescribed', 'dosage', 'pharmacotherapy']],
  [['vaccine'], ['vaccination', 'immunization', 'inoculation']],
  [['condition'], ['diagnosis', 'diagnosed']],
  [['procedure'], ['surgical procedure', 'surgery', 'operative procedure', 'interventions performed']],
  [
    ['measurement', 'observation'],
    ['laboratory results', 'test results', 'vital signs'],
  ],
  [
    ['visit'],
    ['hospital admission', 'clinic visit', 'emergency department', 'hospitalization', 'appointments'],
  ],
]
const SUMMARY = ['summary', 'brief overview', 'describe what happened', 'summarize the visit']

/** As alike as two ways to say one thing are; on reworded instructions nothing else came so near. */
const ALIKE = 0.75
const LONGEST_PHRASE = 4

/** `matrix`: a row of `dimensions` float32 a phrase. */
type Ways = {
  readonly phrases: readonly string[]
  readonly matrix: Float32Array
  readonly dimensions: number
}
type Reader = {
  readonly embedder: Embedder
  readonly modes: readonly (readonly [TimeMode, Ways])[]
  readonly domains: readonly (readonly [readonly string[], Ways])[]
  readonly summary: Ways
}

let reader: Promise<Reader> | undefined

/**
 * Reads what the rules left open by similarity of meaning: the phrases of an instruction, up to four words each, against a
 * few ways to say each intent. Always by the bundled static embedder, so that a reading does not depend on an index. Below
 * the bar nothing is read: a wording that nothing knows costs nothing.
 */
export async function withIntents(interpretation: Interpretation): Promise<Interpretation> {
  reader ??= openReader()
  const { embedder, modes, domains, summary } = await reader
  const parts = readableParts(interpretation.topic)
  const phrases = phrasesOf(parts.all)
  const asked = new Set(phrasesOf(parts.asked))
  if (phrases.length === 0) return interpretation
  const vectors = await embedder.embed(phrases, 'query')
  const told: string[] = []
  const best = <T>(kinds: readonly (readonly [T, Ways])[], among = phrases): T | null => {
    const found = kinds
      .map(([kind, ways]) => ({ kind, ...nearestOf(phrases, { vectors, ways, among: new Set(among) }) }))
      .sort((a, b) => b.cosine - a.cosine)[0]!
    if (found.cosine < ALIKE) return null
    told.push(`'${found.phrase}' like '${found.way}'`)
    return found.kind
  }
  const mode = interpretation.mode === 'any' ? (best(modes, [...asked]) ?? 'any') : interpretation.mode
  const kinds = interpretation.domains.length === 0 ? (best(domains) ?? []) : interpretation.domains
  const isSummary =
    interpretation.isSummary || (interpretation.day !== null && best([[true, summary]]) === true)
  return { ...interpretation, mode, domains: kinds, isSummary, alike: told }
}
type MeaningSpace = {
  readonly vectors: readonly Float32Array[]
  readonly ways: Ways
  readonly among: ReadonlySet<string>
}

function nearestOf(phrases: readonly string[], { vectors, ways, among }: MeaningSpace) {
  let best = { cosine: 0, phrase: '', way: '' }
  for (const [i, vector] of vectors.entries()) {
    if (!among.has(phrases[i]!)) continue
    const cosines = dotProducts(ways.matrix, ways.dimensions, vector, ways.phrases.length)
    for (const [k, way] of ways.phrases.entries()) {
      if (cosines[k]! > best.cosine && !sharesOnlyWords(phrases[i]!, way))
        best = { cosine: cosines[k]!, phrase: phrases[i]!, way }
    }
  }
  return best
}

/**
 * 'most' is like 'most recent' for what it shares with it, and does not mean it. So a phrase all of whose words are in a
 * way, except for those of the stop list, must be that way: 'a high' is not 'how high', nor 'the date' 'initial date'.
 */
function sharesOnlyWords(phrase: string, way: string): boolean {
  if (phrase === way) return false
  const own = contentWords(way)
  return contentWords(phrase).every((word) => own.includes(word))
}

function contentWords(text: string): string[] {
  return words(text).filter((word) => terms(word).length > 0)
}

function phrasesOf(topic: string): string[] {
  const phrases = new Set<string>()
  // No phrase goes over a compound that was taken out.
  for (const all of topic.split(COMPOUND).map(words))
    for (let length = 1; length <= LONGEST_PHRASE; length++)
      for (let at = 0; at + length <= all.length; at++) phrases.add(all.slice(at, at + length).join(' '))
  return [...phrases]
}

async function openReader(): Promise<Reader> {
  const folder = dirname(createRequire(import.meta.url).resolve('chartsift/models/bundled/config.json'))
  const embedder = await openStaticEmbedder(folder, 'bundled')
  const embedded = async (phrases: readonly string[]): Promise<Ways> => {
    const vectors = await embedder.embed([...phrases], 'query')
    const matrix = Float32Array.from(vectors.flatMap((vector) => [...vector]))
    return { phrases, matrix, dimensions: embedder.dimensions }
  }
  const modes: (readonly [TimeMode, Ways])[] = []
  for (const [mode, phrases] of Object.entries(MODES)) modes.push([mode as TimeMode, await embedded(phrases)])
  const domains: (readonly [readonly string[], Ways])[] = []
  for (const [kinds, phrases] of DOMAINS) domains.push([kinds, await embedded(phrases)])
  return { embedder, modes, domains, summary: await embedded(SUMMARY) }
}
