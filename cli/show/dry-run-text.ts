import { counted, formatCount } from '../../base/text/format-count.js'
import { GOAL } from '../../eval/compare/tested/comparison-test.js'
import type { WholeRecordRow } from '../../eval/compare/whole-records.js'
import { wholeRecordsSentence } from '../../eval/report/arms/whole-records-section.js'
import { plannedDetectable } from '../../eval/statistics/design/minimum-detectable.js'
import {
  type DeclaredModel,
  declaredBaselines,
  declaredModels,
} from '../../generators/kinds/declared-generators.js'
import type { WindowBudget } from '../../pipeline/experiment/arms/window-budgets.js'
import { type Experiment, isSingle } from '../../pipeline/experiment/experiment.js'
import { ASSUMED } from '../../pipeline/experiment/plan/planned-sizes.js'
import { promptFile } from '../../pipeline/experiment/prompt-file.js'
import { checkWindows } from '../../pipeline/fit/check-windows.js'
import { expectedSpeed } from '../../pipeline/fit/model-speed.js'
import { describeIndex } from '../../pipeline/index/choice/describe-index.js'
import { claimsPart, mostGraded } from '../../pipeline/jury/grades/most-graded.js'
import { judgeName } from '../../pipeline/jury/opened-jury.js'
import { strategyOfArm } from '../../pipeline/select/arm.js'
import { readStrategyName } from '../../pipeline/select/strategy-name.js'
import { type CallLimit, type MostCalls, sumOf } from '../../pipeline/select/with-model/call-limit.js'
import type { Workspace } from '../../pipeline/workspace/workspace.js'
import { readTemplate, renderPrompt } from '../../prompts/render-prompt.js'
import { duration } from '../output/duration.js'

/** What a dry run knows besides the experiment. `fits`: how many records fit the arms that show whole records. */
type DryRun = { readonly repeats: number; readonly fits: readonly WholeRecordRow[] }

/** What an experiment would do, and the most that it can cost. Nothing is sent. */
export async function dryRunText(
  experiment: Experiment,
  workspace: Workspace,
  { repeats, fits }: DryRun,
): Promise<string> {
  const { file, arms, generators, instructions, indexes, indexed } = experiment
  const answers = (name: string) => instructions.length * arms.of(name).length
  const values = generators.reduce((sum, name) => sum + answers(name), 0) * file.measures.length
  return [
    `${file.name}: ${counted(instructions.length, 'instruction')} of ${counted(indexed.patients.length, 'patient')}`,
    ...indexLines(indexes),
    armsLine(experiment),
    ...experiment.windows.map(windowLine),
    ...fits.map((row) => wholeRecordsSentence(row, generators.length)),
    ...declaredBaselines(file.generators).map(({ name }) => `${name}: ${counted(answers(name), 'response')}`),
    ...(await modelLines(experiment, workspace, repeats)),
    ...checkWindows(experiment, workspace),
    `${counted(file.measures.length, 'measure')}: ${counted(values, 'value')}`,
    ...(file.compare === null
      ? []
      : [detectableLine(instructions.length, new Set(instructions.map(({ patientId }) => patientId)).size)]),
    '',
  ].join('\n')
}

/** '10 strategies x 4 budgets: 3,920 contexts'; if a strategy has budgets of its own, the arms are counted. */
function armsLine({ file, arms, instructions }: Experiment): string {
  const { strategies, ownBudgets } = file
  const isGrid = Object.keys(ownBudgets).length === 0
  const budgets = isGrid ? counted(file.budgets.length, 'budget') : counted(arms.budgets.length, 'budget')
  const found = isGrid
    ? `${strategies.length} ${strategies.length === 1 ? 'strategy' : 'strategies'} x ${budgets}`
    : `${counted(arms.all.length, 'arm')} (${formatCount(strategies.length)} strategies, ${budgets})`
  return `${found}: ${counted(instructions.length * arms.all.length, 'context')}`
}

function windowLine({ generator, window, isNominal, tokens, parts }: WindowBudget): string {
  const of = `${count(window)}${isNominal ? ' (nominal)' : ''}`
  return `window of ${generator}: ${count(tokens)} of ${of} tokens for the context; up to ${count(parts.prompt)} for the template and the instruction, ${count(parts.answer)} for the answer, ${parts.chat} for the chat template`
}

/** One line per index, if the experiment has a list of them. */
function indexLines(indexes: Experiment['indexes']): string[] {
  return isSingle(indexes)
    ? []
    : indexes.map(({ name, indexed }) => `index ${name} (${describeIndex(indexed.spec)})`)
}

/** The most calls and tokens of generators and judges, and how long they take. */
export async function modelLines(
  experiment: Experiment,
  workspace: Workspace,
  repeats: number,
): Promise<string[]> {
  const { file } = experiment
  const choosing = await mostOfStrategies(experiment)
  return [
    ...declaredModels(file.generators).map((model) =>
      modelLine(model, { experiment, workspace, repeats, choosing }),
    ),
    ...declaredModels(file.judges).map((model) => judgeLine(model, { experiment, workspace, repeats })),
  ]
}

/** The difference between two strategies that the experiment can detect if every answer is scored. */
function detectableLine(instructions: number, patients: number): string {
  const plan = { clusters: patients, itemsPerCluster: instructions / patients, ...ASSUMED }
  const { difference, reason } = plannedDetectable(plan, GOAL)
  const assumed = `paired differences with a standard deviation of ${ASSUMED.sd} points and an intraclass correlation of ${ASSUMED.icc} within a patient`
  if (difference !== null && difference > 100)
    return `detectable difference: none, however large, with ${GOAL.power * 100}% power at the 5% level, assuming ${assumed}`
  return difference === null
    ? `detectable difference: none, ${reason}`
    : `detectable difference: ${difference.toFixed(1)} points with ${GOAL.power * 100}% power at the 5% level, assuming ${assumed}`
}

type Asked = {
  readonly experiment: Experiment
  readonly workspace: Workspace
  readonly repeats: number
  /** The most calls that strategies make to choose contexts. */
  readonly choosing: MostCalls
}

function modelLine(model: DeclaredModel, { experiment, workspace, repeats, choosing }: Asked): string {
  const prompts = promptsOf(experiment, model.name).length * experiment.instructions.length
  const answers: MostCalls = {
    calls: prompts * repeats,
    promptTokens: mostPromptTokens(experiment, model.name) * repeats,
    answerTokens: prompts * repeats * model.spec.maxAnswerTokens,
  }
  const parts = choosing.calls === 0 ? '' : ` (${count(choosing.calls)} of them for contexts)`
  return costLine(model.name, { parts, calls: sumOf(answers, choosing), model, workspace })
}
type JudgeWork = {
  readonly experiment: Experiment
  readonly workspace: Workspace
  readonly repeats: number
}

function judgeLine(model: DeclaredModel, { experiment, workspace, repeats }: JudgeWork): string {
  const most = mostGraded(experiment, model.spec, repeats)
  return costLine(judgeName(model), {
    parts: claimsPart(experiment.file.measures),
    calls: most,
    model,
    workspace,
  })
}

function count(value: number): string {
  return formatCount(Math.round(value))
}
type ExpectedCost = {
  readonly parts: string
  readonly calls: MostCalls
  readonly model: DeclaredModel
  readonly workspace: Workspace
}

function costLine(
  name: string,
  { parts, calls: { calls, promptTokens: prompt, answerTokens: answer }, model, workspace }: ExpectedCost,
): string {
  const most = `${name}: ${count(calls)} calls at most${parts}, ${count(prompt)} prompt tokens and ${count(answer)} answer tokens at most`
  const speed = expectedSpeed(model.storedAs, workspace)
  const servers = typeof model.spec.host === 'string' ? 1 : model.spec.host.length
  const answered = speed.answerTokens === null ? answer : Math.min(answer, calls * speed.answerTokens)
  const seconds = (prompt / speed.promptTokensPerSecond + answered / speed.answerTokensPerSecond) / servers
  const about = `about ${duration(seconds)} on ${servers} server${servers === 1 ? '' : 's'}, ${speed.basis}`
  return speed.isAssumed
    ? `${most}; the time is unknown because this model has not answered here yet (${about})`
    : `${most}; ${about}`
}

/**
 * The largest contexts that a generator is sent for one instruction, in tokens. A strategy that shows nothing has the same prompt
 * at every budget, so it is asked once.
 */
function promptsOf({ arms }: Experiment, generator: string): number[] {
  const own = arms.of(generator)
  const closed = new Set(own.map(({ strategy }) => strategy).filter((arm) => strategyOfArm(arm) === 'none'))
  return [
    ...own.filter(({ strategy }) => !closed.has(strategy)).map(({ budget }) => budget),
    ...[...closed].map(() => 0),
  ]
}

/** Tokens of all prompts of a generator if every budget is used up. */
function mostPromptTokens(experiment: Experiment, generator: string): number {
  const { file, instructions, counter } = experiment
  const template = readTemplate(promptFile(file))
  const contexts = promptsOf(experiment, generator)
  const budgets = contexts.reduce((sum, tokens) => sum + tokens, 0)
  return instructions.reduce((sum, { text }) => {
    const around = counter.count(renderPrompt(template, { context: '', instruction: text }))
    return sum + budgets + contexts.length * around
  }, 0)
}

/** The most calls of strategies that ask a model to choose a context. */
async function mostOfStrategies({ file, arms, instructions, counter }: Experiment): Promise<MostCalls> {
  const limits = await Promise.all(
    file.strategies.map(async (arm) => ({ limit: await limitOf(arm), budgets: arms.budgetsOf(arm) })),
  )
  // The prompts of a strategy are hardly longer than the longest of these.
  const words = counter.count(readTemplate('refine-notes.txt'))
  return instructions
    .flatMap(({ text }) => {
      const around = words + counter.count(text)
      return limits.flatMap(({ limit, budgets }) => (limit === null ? [] : [limit(budgets, around)]))
    })
    .reduce(sumOf, { calls: 0, promptTokens: 0, answerTokens: 0 })
}

/** The most calls per context of a strategy; null if it asks no model. */
async function limitOf(arm: string): Promise<CallLimit | null> {
  const spec = readStrategyName(strategyOfArm(arm))
  return !('problem' in spec) && spec.base.kind === 'asks a model' ? spec.base.limit() : null
}
