import { readTemplate, renderPrompt } from '../../prompts/render-prompt.js'
import type { Ranker } from '../../retrievers/ranked.js'
import type { Context, Strategy } from '../../retrievers/strategy.js'
import { fenceRecordText } from '../generators/fence.js'
import { type Asking, NOTHING_ASKED, plus, reasonOf } from './asking.js'
import { noteContext } from './note-context.js'
import { type NoteLine, noteLines, partsOf } from './parts.js'
import { filledFor } from './rerank-llm.js'

export const LONGEST_NOTES = 384

/**
 * The model reads several contexts of one budget, each by itself, and notes what helps; the notes are the context of the answer.
 * Every call keeps to the budget, so more is read at the price of more calls.
 */
export function mapReduce(rank: Ranker, asking: Asking): Strategy {
  return {
    name: 'map-reduce',
    async select(instruction, view) {
      try {
        const filled = new Map<number, Context>()
        for (const tokens of asking.budgets) {
          const parts = await partsOf(rank, instruction, view, tokens, asking)
          let asked = NOTHING_ASKED
          const lines: NoteLine[] = []
          for (const { text, passages } of parts) {
            const prompt = renderPrompt(readTemplate('map-notes.txt'), {
              context: fenceRecordText(text).text,
              instruction: instruction.text,
            })
            const maxTokens = Math.max(1, Math.min(LONGEST_NOTES, tokens))
            const reply = await asking.ask(prompt, { patientId: view.patientId, maxTokens })
            asked = plus(asked, reply)
            lines.push(...noteLines(reply.text, passages))
          }
          filled.set(tokens, noteContext(lines, tokens, asking.counter, asked))
        }
        return (budget) => filledFor(budget, filled)
      } catch (error) {
        const reason = reasonOf(error)
        return () => ({ reason })
      }
    },
  }
}
