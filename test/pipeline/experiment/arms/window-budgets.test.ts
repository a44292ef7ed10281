import { describe, expect, it } from 'vitest'
import { keptWindows, windowBudgets } from '../../../../pipeline/experiment/arms/window-budgets.js'
import { readTemplate, renderPrompt } from '../../../../prompts/render-prompt.js'

const model = (window: number) => ({ ollama: `m${window}`, window, maxAnswerTokens: 256 }) as never
/** Counts characters, so that sums can be made by hand. */
const counter = { name: 'characters', exact: true, count: (text: string) => text.length }
const questions = ['Short?', 'A longer question?']
const around = renderPrompt(readTemplate('answer-record-first.txt'), {
  context: '',
  instruction: 'A longer question?',
}).length

const budgets = (generators: readonly unknown[], nominalWindow: number | null = null) =>
  windowBudgets({
    file: { generators: generators as never, prompt: 'record-first', nominalWindow },
    questions,
    counter,
  })

describe("the budget 'window'", () => {
  it('is the window without the answer, the template with the longest question, and the chat template', () => {
    const [found] = budgets([model(8192)])
    expect(found).toEqual({
      generator: 'ollama:m8192',
      window: 8192,
      isNominal: false,
      tokens: 8192 - 256 - around - 64,
      parts: { answer: 256, prompt: around, chat: 64 },
    })
  })

  it('is nominal for a generator without a window: its own key, or else the window of the first model', () => {
    // The extractive generator writes about 100 tokens.
    expect(budgets(['extractive'], 4096)[0]).toMatchObject({
      isNominal: true,
      window: 4096,
      tokens: 4096 - 100 - around - 64,
    })
    expect(budgets(['extractive', model(8192), model(16_384)]).map(({ window }) => window)).toEqual([
      8192, 8192, 16_384,
    ])
  })

  it('stays as it was stored while the longest question only becomes shorter', () => {
    const [first] = budgets([model(8192)])
    const at = (prompt: number) => ({
      ...first!,
      tokens: 8192 - 256 - prompt - 64,
      parts: { ...first!.parts, prompt },
    })
    expect(keptWindows([at(48)], [at(50)])).toEqual([at(50)])
    expect(keptWindows([at(52)], [at(50)])).toEqual([at(52)])
    expect(keptWindows([{ ...at(48), window: 4096 }], [at(50)])).toEqual([{ ...at(48), window: 4096 }])
    expect(keptWindows([at(48)], [])).toEqual([at(48)])
  })

  it('is refused if the window leaves nothing', () => {
    expect(() => budgets([model(300)])).toThrow(
      /^the window of ollama:m300 has 300 tokens and leaves no room for a context: the template with the longest instruction takes/,
    )
  })
})
