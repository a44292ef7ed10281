import { needs } from '../../eval/measures/measure-needs.js'
import { modelNamed } from '../../generators/kinds/declared-generators.js'
import { MODEL_FORM } from '../../generators/kinds/written-forms.js'
import { strategyOfArm } from '../select/arm.js'
import { needsReranker } from '../select/named-strategy.js'
import { asksModel, reranks } from '../select/strategy-name.js'
import { checkArms, isArm, LISTED_TWICE } from './arms/check-arms.js'
import { checkContrasts } from './arms/check-contrasts.js'
import { strategyOfEntry, WINDOW } from './arms/own-budgets.js'
import { checkJury } from './check-jury.js'
import { fieldOf, listIn, quoted } from './form/field-of.js'
import type { FieldPath, Tell } from './yaml-file.js'

/**
 * Checks the fields of an experiment file against each other. It looks at every field that is there, so that one wrong field
 * does not hide a second problem. Problems of a single field are reported elsewhere.
 */
export function checkAcrossFields(file: unknown, tell: Tell): void {
  const [listed, budgets, measured] = ['strategies', 'budgets', 'measures'].map((field) =>
    listIn(file, field),
  ) as [unknown[], unknown[], unknown[]]
  const strategies = listed.map(strategyOfEntry)
  requireDistinct(['strategies'], strategies, tell)
  requireDistinct(['budgets'], budgets, tell)
  listed.forEach((entry, i) => {
    const name = strategyOfEntry(entry)
    if (typeof name === 'string') requireDistinct(['strategies', i, name], listIn(entry, name), tell)
  })
  requireDistinct(['measures'], measured, tell)
  requireDistinct(['generators'], listIn(file, 'generators').map(generatorName), tell)
  checkJury(listIn(file, 'judges'), { generators: listIn(file, 'generators'), measures: measured, tell })
  checkLabels(file, measured, tell)
  const reranker = fieldOf(file, 'reranker') ?? null
  strategies.forEach((name, i) => {
    if (reranker === null && isArm(name) && reranks(strategyOfArm(name)))
      tell(['strategies', i], needsReranker(name))
  })
  requireOneGenerator(strategies, listIn(file, 'generators'), tell)
  if (typeof fieldOf(file, 'counter') !== 'string') requireOneTokenizer(listIn(file, 'generators'), tell)
  checkArms(file, tell)
  checkWindow(file, tell)
  checkContrasts(file, tell)
}

/** Labels are compared with a jury, or measured themselves. */
function checkLabels(file: unknown, measured: readonly unknown[], tell: Tell): void {
  const hasLabels = typeof fieldOf(file, 'labels') === 'string'
  if (hasLabels && listIn(file, 'judges').length === 0 && !measured.some((name) => needs(name, 'severity')))
    tell(['labels'], "cannot be used: the file names neither 'judges' nor the measure 'error-severity'")
  measured.forEach((name, i) => {
    if (!hasLabels && needs(name, 'severity'))
      tell(['measures', i], `'${name}' needs 'labels', a table of people's labels; found none`)
  })
}

function generatorName(spec: unknown): unknown {
  return modelNamed(spec)?.name ?? spec
}

/** All generators share a context that a model helped to choose, so it must be clear which model is meant. */
function requireOneGenerator(
  strategies: readonly unknown[],
  generators: readonly unknown[],
  tell: Tell,
): void {
  const models = generators.filter((spec) => modelNamed(spec) !== null)
  strategies.forEach((name, i) => {
    if (isArm(name) && asksModel(strategyOfArm(name)) && models.length !== 1)
      tell(
        ['strategies', i],
        models.length === 0
          ? `'${name}' needs a model, but no generator is one; add ${MODEL_FORM} to the generators`
          : `'${name}' needs exactly one model among the generators, found ${models.length}`,
      )
  })
}

/** A budget is counted with one tokenizer, so it cannot be counted as two different models read it. */
function requireOneTokenizer(generators: readonly unknown[], tell: Tell): void {
  const models = generators.flatMap((spec, i) => {
    const named = modelNamed(spec)
    return named === null ? [] : [{ i, model: named.model, tokenizer: fieldOf(spec, 'tokenizer') ?? null }]
  })
  const other = models.find(({ tokenizer }) => tokenizer !== models[0]!.tokenizer)
  if (other === undefined) return
  tell(
    ['generators', other.i],
    `'${other.model}' has another tokenizer than '${models[0]!.model}': name the 'counter' of this experiment`,
  )
}

function requireDistinct(list: FieldPath, values: readonly unknown[], tell: Tell): void {
  values.forEach((value, i) => {
    const isName = typeof value === 'string' || typeof value === 'number'
    if (isName && values.indexOf(value) !== i) tell([...list, i], `${quoted(value)} ${LISTED_TWICE}`)
  })
}

/** The budget 'window' needs a window: a model's, or the nominal one of generators that have none. */
function checkWindow(file: unknown, tell: Tell): void {
  const strategies = listIn(file, 'strategies')
  const generators = listIn(file, 'generators')
  const isGiven = (fieldOf(file, 'nominalWindow') ?? null) !== null
  if (isGiven || generators.some((spec) => modelNamed(spec) !== null)) return
  const path = strategies.flatMap((entry, i) => (namesWindow(entry) ? [['strategies', i]] : []))[0]
  const shared = listIn(file, 'budgets').indexOf(WINDOW)
  const at = path ?? (shared < 0 ? null : ['budgets', shared])
  if (at === null) return
  const [first] = generators
  tell(
    at,
    `'${WINDOW}' needs the window of a generator, and ${quoted(first)} has none: add nominalWindow: 8192, or a model`,
  )
}

function namesWindow(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false
  return Object.values(entry).flat().includes(WINDOW)
}
