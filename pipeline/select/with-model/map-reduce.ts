import { type StrategyModel, selectedPerBudget } from '../../../generators/strategy-model.js'
import { fenceRecordText } from '../../../prompts/fence.js'
import { readTemplate, renderPrompt } from '../../../prompts/render-prompt.js'
import type { Ranker, Strategy } from '../../../retrievers/strategy.js'
import { type NoteLine, noteLines, partsOf } from './context-slices.js'
import { noteContext } from './note-context.js'
import { askForNotes, LONGEST_NOTES, wordsFor } from './notes.js'

/**
 * The model reads several contexts of one budget, each in its own call, and notes what helps; the notes are the context of the
 * answer. Every call keeps to the budget, so the model reads more at the price of more calls.
 */
export function mapReduce(rank: Ranker, asking: StrategyModel): Strategy {
  return {
    name: 'map-reduce',
    select: (instruction, view) =>
      selectedPerBudget(asking.budgets, async (tokens) => {
        const parts = await partsOf(rank, { instruction, view, tokens, asking })
        const maxTokens = Math.max(1, Math.min(LONGEST_NOTES, tokens))
        const lines: NoteLine[] = []
        let cut = 0
        for (const { text, passages } of parts) {
          const prompt = renderPrompt(readTemplate('map-notes.txt'), {
            context: fenceRecordText(text).text,
            words: wordsFor(maxTokens),
            instruction: instruction.text,
          })
          const notes = await askForNotes(asking, prompt, { patientId: view.patientId, maxTokens })
          if (notes.isCut) cut++
          lines.push(...noteLines(notes.text, passages))
        }
        const context = noteContext(lines, { read: parts.length, cut }, { tokens, counter: asking.counter })
        return () => context
      }),
  }
}
