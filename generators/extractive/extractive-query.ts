import { words } from '../../indexes/words/words.js'
import { type Expansion, readLexicon } from '../../reading/lexicon/read-lexicon.js'
import { contentWords, topicWords } from './lines/content-words.js'

/** What a line is looked for by. */
export type Query = {
  /** One of the instruction's words, stemmed, and whatever else may stand for it: each a list of stems, of which all are needed. */
  readonly concepts: readonly Concept[]
  /** The words that tell, as they are in the instruction: what meaning is compared with. */
  readonly text: string
}

/** `isTerm`: a word of a term that the lexicon knows, which names a thing rather than says something of it. */
export type Concept = {
  readonly stem: string
  readonly others: readonly (readonly string[])[]
  readonly isTerm: boolean
}

/** Every word that may stand for something that is asked for, stemmed. */
export function askedStems({ concepts }: Query): Set<string> {
  return new Set(concepts.flatMap(({ stem, others }) => [stem, ...others.flat()]))
}

/** Words that say the kind alone: events of that kind rarely bear them, and are found by their kind. */
const KIND_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  vaccine: new Set(
    contentWords('vaccine vaccination vaccinated immunization immunisation shot shots booster jab'),
  ),
  visit: new Set(contentWords('visit encounter trip presentation')),
}

/**
 * @param topic an instruction in lower case without its time frame
 * @param domains kinds of event that it asks for
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

/** A word of more meanings is followed no further: its names would join what has nothing in common. */
const MOST_MEANINGS = 3

/**
 * Two steps: 'ED' is an emergency department, which is an emergency room. A second step back to a part of what was asked for leads to
 * something wider: LDL cholesterol is not any 'cholesterol levels'.
 */
function otherNames(topic: string): Expansion[] {
  const lexicon = readLexicon()
  const asked = words(topic)
  const stems = new Set(contentWords(topic))
  const isWider = (name: readonly string[]) => contentWords(name.join(' ')).every((stem) => stems.has(stem))
  // 'Sugars' is in no lexicon; what is there is one of them.
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
