import type { Embedder } from '../../../indexes/embedders/embedder.js'
import { sharesOf } from '../answers/answer-shares.js'
import { askedStems, type Query } from '../extractive-query.js'
import { contentWords } from './content-words.js'
import type { ContextLine } from './extractive-line.js'

/** A line and how well it answers to what is looked for. */
export type RankedLine = ContextLine & {
  /** Share of the instruction's words that it holds, 0 to 1: how sure the words are that it speaks of what is asked for. */
  readonly share: number
  /** The same share with every word of the same worth: nothing that was asked for is a manner of speaking. */
  readonly whole: number
  /** Cosine of its meaning and the instruction's, 0 if it is negative. */
  readonly meaning: number
  /** The share with words weighed by their rarity in the context, less for what the line says besides, plus meaning and kind. */
  readonly score: number
  /** Its place among the context's lines. */
  readonly order: number
}

/** Chosen on half of the patients of two cohorts; from half to twice each of them little changes. */
const WEIGHTS = {
  meaning: 0.6,
  /** Taken from an event whose name holds nothing that was asked for besides. */
  vagueName: 0.15,
  kind: 0.2,
  /** A sentence that sends its reader elsewhere says nothing of the patient. */
  elsewhere: 0.75,
}
/** Content words that halve a sentence's share: of two that hold the same, the shorter says less besides. */
const HALVING_LENGTH = 50
const ELSEWHERE = /\bper protocol\b|[:-] see \w+/i
const ISO_TIME = /\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?/g
const NUMBER_END = /(?:^|\s)[<>]?-?\d+(?:[./]\d+)*\b.*$/
/** Words of a name that say how something was measured or is taken: who asks for a thing rarely says them. */
const NAME_NOISE = new Set(
  contentWords(
    `mass volume moles blood serum plasma by automated enzymatic activity direct assay presence units or oral tablet
    tablets capsule chewable solution injection injectable mg ml hr mcg extended release product dose adult preservative`,
  ),
)

/** What is scored once for several lines: the points of one series differ in time and number alone. */
type Unit = {
  readonly words: ReadonlySet<string>
  readonly text: string
  readonly isEvent: boolean
  readonly domain: string | null
}

export type LineRanking = {
  readonly query: Query
  readonly domains: readonly string[]
  readonly embedder: Embedder
}

/**
 * All lines, best first, the earlier in the context of equals. Words weigh by their rarity within the context (BM25's idf).
 * @param domains kinds of event that are asked for, which come before others
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

/** Of an event its name and what is said in words of it, of a sentence also its heading. */
function unitText({ text, name, isEvent }: ContextLine): string {
  if (!isEvent) return name === '' ? text : `${name}: ${text}`
  const rest = text.startsWith(name) ? text.slice(name.length) : text
  const told = rest
    .replace(ISO_TIME, ' ')
    .replace(NUMBER_END, '')
    .replace(/^[^:]*: /, '')
  return `${name} ${told.replace(/\b(?:start\|end|start|end|undated)$/, '')}`.trim()
}

/** 1 for what says nothing besides what is asked for, down to where the rest drowns it. */
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
