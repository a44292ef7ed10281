import { words } from '../../indexes/words/words.js'
import { type Expansion, readLexicon } from '../../reading/lexicon/read-lexicon.js'
import { contentWords, topicWords } from './lines/content-words.js'

/** What lines are searched for. */
export type Query = {
  /**
   * Each word of the instruction, stemmed, with its synonyms. A synonym is a list of stems, all of which a line
   * must contain.
   */
  readonly concepts: readonly Concept[]
  /** The meaningful words as the instruction has them, for comparing meaning. */
  readonly text: string
}

/** `isTerm`: the word belongs to a term of the lexicon, so it names a thing and does not merely describe one. */
export type Concept = {
  readonly stem: string
  readonly others: readonly (readonly string[])[]
  readonly isTerm: boolean
}

/** All stems that can mean what is asked for. */
export function askedStems({ concepts }: Query): Set<string> {
  return new Set(concepts.flatMap(({ stem, others }) => [stem, ...others.flat()]))
}

/** Words that name only the kind: events of that kind rarely contain them and are found by their kind. */
const KIND_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  vaccine: new Set(
    contentWords('vaccine vaccination vaccinated immunization immunisation shot shots booster jab'),
  ),
  visit: new Set(contentWords('visit encounter trip presentation')),
}

/**
 * Turns a topic into a query, without the words that only name its kinds.
 * @param topic an instruction in lower case without its time frame
 * @param domains kinds of events that it asks for
 */
export function readQuery(topic: string, domains: readonly string[]): Query {
  const all = [...new Set(contentWords(topic))]
  const stems = withoutKinds(all, domains)
  const expansions = otherNames(topic)
    .map(({ words: other, from }) => ({
      from: new Set(contentWords(from)),
      to: withoutKinds(contentWords(other.join(' ')), domains),
    }))
    .filter(({ from, to }) => from.size > 0 && to.some((stem) => stem.length > 1))
  const concepts = stems.map((stem) => {
    const others = expansions.filter(({ from }) => from.has(stem)).map(({ to }) => to)
    return { stem, others, isTerm: others.length > 0 }
  })
  return { concepts, text: topicWords(topic).join(' ') }
}

function withoutKinds(stems: readonly string[], domains: readonly string[]): readonly string[] {
  const named = stems.filter((stem) => !domains.some((domain) => KIND_WORDS[domain]?.has(stem)))
  return named.length > 0 ? named : stems
}

/** A term with more meanings than this is not expanded a second time: its names would join unrelated things. */
const MOST_MEANINGS = 3

/**
 * Synonyms in two steps: 'ED' is an emergency department, which is an emergency room. A second step that only
 * repeats part of the topic would widen it: LDL cholesterol is not just any 'cholesterol levels'.
 */
function otherNames(topic: string): Expansion[] {
  const lexicon = readLexicon()
  const asked = words(topic)
  const stems = new Set(contentWords(topic))
  const isWider = (name: readonly string[]) => contentWords(name.join(' ')).every((stem) => stems.has(stem))
  // The lexicon has 'sugar' but not 'sugars', so the singular is looked up too.
  const one = asked.map((word) => word.replace(/(?<=..)s$/, ''))
  const first = new Map<string, Expansion>()
  for (const name of [...lexicon.expand(asked), ...lexicon.expand(one)]) {
    first.set(`${name.from} ${name.words.join(' ')}`, name)
  }
  const names = [...first.values()]
  const second = names.flatMap(({ words: name, from }) => {
    if (names.filter((other) => other.from === from).length > MOST_MEANINGS) return []
    return lexicon
      .expand(name)
      .filter((other) => other.from === name.join(' ') && !isWider(other.words))
      .map((other) => ({ words: other.words, from }))
  })
  return [...names, ...second]
}
