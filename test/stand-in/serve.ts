import { type MisbehaviourRule, ruleApplies } from './misbehaviour.js'
import { chatModel, MINILM, type StandInModel } from './model.js'
import type { StandInOptions } from './options.js'
import { startStandIn } from './stand-in.js'

/** What a stand-in of its own process takes as JSON: models may leave out what chatModel knows. */
export type ServeOptions = Omit<StandInOptions, 'misbehave' | 'answer' | 'models'> & {
  readonly models?: readonly (Partial<StandInModel> & { readonly name: string })[]
  readonly misbehave?: MisbehaviourRule | readonly MisbehaviourRule[]
  /** What the model always says. */
  readonly answer?: string
}

function complete(own: Partial<StandInModel> & { readonly name: string }): StandInModel {
  return own.name === MINILM.name ? { ...MINILM, ...own } : chatModel(own)
}

const [json] = process.argv.slice(2)
if (json === undefined) throw new TypeError('expected the options as one JSON argument, got none')
const { models, misbehave = [], answer, ...plain }: ServeOptions = JSON.parse(json)
const rules: readonly MisbehaviourRule[] = [misbehave].flat()
const standIn = await startStandIn({
  ...plain,
  ...(models === undefined ? {} : { models: models.map(complete) }),
  ...(answer === undefined ? {} : { answer: () => answer }),
  misbehave: ({ path, number }) => rules.find((rule) => ruleApplies(rule, path, number))?.name ?? null,
})
console.log(JSON.stringify({ url: standIn.url, port: standIn.port }))
