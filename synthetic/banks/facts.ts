import { z } from 'zod'
import { once } from '../../base/remember.js'
import { bank, type Constant } from './read-bank.js'

/** The kinds of note section that may state a planted fact. */
const factPlaceShape = z.enum(['social', 'family', 'story', 'plan', 'nursing', 'phone'])

/**
 * Something only a note says. `says` are phrasings of it; `words` questions use the notes' words, `meaning`
 * questions share almost none with them. `values` are drawn once per patient and fill `{name}` everywhere.
 */
const factShape = z.strictObject({
  topic: z.string(),
  place: factPlaceShape,
  says: z.array(z.string()).min(1),
  words: z.array(z.string()).min(1),
  meaning: z.array(z.string()).min(1),
  answer: z.string(),
  values: z.record(z.string(), z.array(z.string()).min(1)),
})

/** A fact that changes once in the chart, so that the answer depends on the as-of time. */
const changingFactShape = z.strictObject({
  topic: z.string(),
  place: factPlaceShape,
  words: z.array(z.string()).min(1),
  meaning: z.array(z.string()).min(1),
  states: z.array(z.strictObject({ says: z.array(z.string()).min(1), answer: z.string() })).min(2),
})

/** The kind of note section that states a fact. */
export type FactPlace = z.infer<typeof factPlaceShape>

/** A fact about a patient, in its own words and in others. */
export type Fact = Constant<z.infer<typeof factShape>>

/** A fact that changes in the course of a chart. */
export type ChangingFact = Constant<z.infer<typeof changingFactShape>>

/** Every fact that does not change. */
export const facts = once((): readonly Fact[] =>
  ['social', 'ward', 'clinical', 'plan'].flatMap((name) => bank(`facts/${name}`, z.array(factShape))()),
)

/** Every fact that changes. */
export const changingFacts = bank('facts/changing', z.array(changingFactShape))
