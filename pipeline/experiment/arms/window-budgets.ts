import { InputError } from '../../../base/errors/input-error.js'
import type { TokenCounter } from '../../../base/token-counter.js'
import {
  declaredBaselines,
  declaredModel,
  generatorName,
} from '../../../generators/kinds/declared-generators.js'
import { readTemplate, renderPrompt } from '../../../prompts/render-prompt.js'
import type { ExperimentFile } from '../experiment-file.js'
import { promptFile } from '../prompt-file.js'

/**
 * Tokens kept free for what a model's chat template and the beginning of a prompt add. A server reports them only when it is
 * asked; the templates of common models add 5 to 40.
 */
const CHAT_TOKENS = 64

/** What a window leaves for the context. `isNominal`: the generator itself has no window; the file gave it one. */
export type WindowBudget = {
  readonly generator: string
  readonly window: number
  readonly isNominal: boolean
  /** Tokens of a context that fills the window. */
  readonly tokens: number
  /** What the rest of the window is for. */
  readonly parts: { readonly answer: number; readonly prompt: number; readonly chat: number }
}

/** What budgets of windows are computed from: `questions` are the texts of all instructions. */
export type WindowSources = {
  readonly file: Pick<ExperimentFile, 'generators' | 'prompt' | 'nominalWindow'>
  readonly questions: readonly string[]
  readonly counter: TokenCounter
}

/**
 * The budget 'window' of each generator: its window without the answer, the template with the longest question, and the chat
 * template, in tokens of the experiment's counter. It needs no server, so a dry run has the same numbers as the run.
 * @throws InputError if a window leaves nothing
 */
export function windowBudgets({ file, questions, counter }: WindowSources): WindowBudget[] {
  const template = readTemplate(promptFile(file))
  const prompt = Math.max(
    0,
    ...questions.map((instruction) => counter.count(renderPrompt(template, { context: '', instruction }))),
  )
  return file.generators.map((spec) => {
    const model = declaredModel(spec)
    const generator = generatorName(spec)
    const window = model?.spec.window ?? file.nominalWindow ?? firstWindow(file.generators)
    // A file that has neither was refused.
    if (window === null) throw new Error(`expected a window for ${generator}`)
    const answer = model?.spec.maxAnswerTokens ?? declaredBaselines([spec])[0]!.answerTokens
    const parts = { answer, prompt, chat: CHAT_TOKENS }
    const tokens = window - answer - prompt - CHAT_TOKENS
    if (tokens < 1) {
      throw new InputError(
        `the window of ${generator} has ${window.toLocaleString('en')} tokens and leaves no room for a context: the template with the longest instruction takes ${prompt.toLocaleString('en')} tokens, the answer ${answer.toLocaleString('en')}, the chat template up to ${CHAT_TOKENS}`,
      )
    }
    return { generator, window, isNominal: model === null, tokens, parts }
  })
}

/**
 * Window budgets, each as it was earlier if that still fits: the window and answer are the same, and the longest question only
 * became shorter, because its patient was forgotten. So the contexts and answers stored at the earlier budget are still used.
 */
export function keptWindows(
  windows: readonly WindowBudget[],
  earlier: readonly WindowBudget[],
): WindowBudget[] {
  return windows.map((now) => {
    const then = earlier.find(({ generator }) => generator === now.generator)
    const isKept =
      then !== undefined &&
      then.window === now.window &&
      then.isNominal === now.isNominal &&
      then.parts.answer === now.parts.answer &&
      then.parts.chat === now.parts.chat &&
      then.parts.prompt >= now.parts.prompt
    return isKept ? then : now
  })
}

/** The window of the first model of a file; null if it has no model. */
function firstWindow(generators: ExperimentFile['generators']): number | null {
  return (
    generators.map((spec) => declaredModel(spec)?.spec.window ?? null).find((one) => one !== null) ?? null
  )
}
