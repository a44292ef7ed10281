import type { Embedder } from '../../../indexes/embedders/embedder.js'
import { sharesOf } from '../answers/answer-shares.js'
import { askedStems, type Query } from '../extractive-query.js'
import { contentWords } from './content-words.js'
import type { ContextLine } from './extractive-line.js'

/** A line, and how well it answers the query. */
export type RankedLine = ContextLine & {
  /** Share of the instruction's words that it contains, 0 to 1: how surely it is about what is asked for. */
  readonly share: number
  /** The same share with equal weights, so that no word is discounted as a figure of speech. */
  readonly whole: number
  /** Cosine similarity to the instruction's meaning; 0 if negative. */
  readonly meaning: number
  /** The share weighted by rarity in the context and reduced for unrelated words, plus meaning and kind. */
  readonly score: number
  /** Position among the context's lines. */
  readonly order: number
}

/** Chosen on half of the patients of two cohorts. Halving or doubling any of them changes little. */
const WEIGHTS = {
  meaning: 0.6,
  /** Subtracted if the rest of an event's name has nothing to do with the query. */
  vagueName: 0.15,
  kind: 0.2,
  /** A sentence that only refers the reader elsewhere says nothing about the patient. */
  elsewhere: 0.75,
}

/**
 * Number of content words that halves a sentence's share: of two sentences with the same words, the shorter one
 * is more specific.
 */
const HALVING_LENGTH = 50
const ELSEWHERE = /\bper protocol\b|[:-] see \w+/i
const ISO_TIME = /\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?/g
const NUMBER_END = /(?:^|\s)[<>]?-?\d+(?:[./]\d+)*\b.*$/
/** Words in names that say how something was measured or is taken; questions rarely contain them. */
const NAME_NOISE = new Set(
  contentWords(
    `mass volume moles blood serum plasma by automated enzymatic activity direct assay presence units or oral tablet
    tablets capsule chewable solution injection injectable mg ml hr mcg extended release product dose adult preservative`,
  ),
)

/** Lines that are scored together: the points of a series differ only in time and number. */
type Unit = {
  readonly words: ReadonlySet<string>
  readonly text: string
  readonly isEvent: boolean
  readonly domain: string | null
}

/** What lines are ranked by. */
export type LineRanking = {
  readonly query: Query
  readonly domains: readonly string[]
  readonly embedder: Embedder
}

/**
 * All lines, best first; ties keep the order of the context. Words are weighted by their rarity within the
 * context (BM25's idf).
 * @param domains kinds of events that are asked for, which get a bonus
 */
export async function rankLines(
  lines: readonly ContextLine[],
  { query, domains, embedder }: LineRanking,
): Promise<RankedLine[]> {
  const units = new Map<string, Unit>()
  const keys = lines.map((line) => {
    const text = unitText(line)
    const key = `${line.isEvent} ${line.domain} ${text}`
    if (!units.has(key)) {
      units.set(key, { words: new Set(contentWords(text)), text, isEvent: line.isEvent, domain: line.domain })
    }
    return key
  })
  const all = [...units.values()]
  const { covered, whole, told } = sharesOf(
    all.map(({ words }) => words),
    query.concepts,
  )
  const meanings = await meaningsOf(all, query.text, embedder)
  const scores = new Map(
    [...units.keys()].map((key, at) => {
      const unit = all[at]!
      const meaning = meanings[at]!
      const kind = unit.domain !== null && domains.includes(unit.domain) ? WEIGHTS.kind : 0
      const score = told[at]! * brevity(unit, query) + WEIGHTS.meaning * meaning + kind
      return [key, { share: covered[at]!, whole: whole[at]!, meaning, score }]
    }),
  )
  return lines
    .map((line, order) => ({ ...line, ...scores.get(keys[order]!)!, order }))
    .sort((a, b) => b.score - a.score || a.order - b.order)
}

/** The text to compare: an event's name and what it says in words, or a sentence with its heading. */
function unitText({ text, name, isEvent }: ContextLine): string {
  if (!isEvent) return name === '' ? text : `${name}: ${text}`
  const rest = text.startsWith(name) ? text.slice(name.length) : text
  const told = rest
    .replace(ISO_TIME, ' ')
    .replace(NUMBER_END, '')
    .replace(/^[^:]*: /, '')
  return `${name} ${told.replace(/\b(?:start\|end|start|end|undated)$/, '')}`.trim()
}

/** 1 if a line says only what is asked for, less the more else it says. */
function brevity({ words, text, isEvent }: Unit, query: Query): number {
  if (!isEvent) return (ELSEWHERE.test(text) ? WEIGHTS.elsewhere : 1) / (1 + words.size / HALVING_LENGTH)
  const asked = askedStems(query)
  const telling = [...words].filter((word) => asked.has(word) || !NAME_NOISE.has(word))
  const precise = telling.filter((word) => asked.has(word)).length / Math.max(1, telling.length)
  return 1 - WEIGHTS.vagueName * (1 - precise)
}

async function meaningsOf(units: readonly Unit[], asked: string, embedder: Embedder): Promise<number[]> {
  const [query] = await embedder.embed([asked], 'query')
  const passages = await embedder.embed(
    units.map(({ text }) => text),
    'passage',
  )
  return passages.map((passage) => {
    let cosine = 0
    for (let i = 0; i < passage.length; i++) cosine += passage[i]! * query![i]!
    return Math.max(0, cosine)
  })
}
