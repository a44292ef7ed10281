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

/** Ways to express each mode. Wordings that a rule recognizes by their letters are not repeated here. */
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

/** Least similarity of two ways to say the same thing. On reworded instructions, nothing else came this close. */
const ALIKE = 0.75
const LONGEST_PHRASE = 4

/** `matrix`: one row of `dimensions` float32 values per phrase. */
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
 * Reads what the rules left open by similarity of meaning: it compares the phrases of an instruction, up to four
 * words each, with a few ways to express each intent. It always uses the bundled static embedder, so that the
 * interpretation does not depend on an index. Phrases below the threshold are ignored, so an unknown wording
 * does no harm.
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
 * 'most' resembles 'most recent' because they share a word, but does not mean the same. So if all content words
 * of a phrase occur in a way to say something, the phrase must equal it: 'a high' is not 'how high', and 'the
 * date' is not 'initial date'.
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
  // No phrase spans a compound that was removed.
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
