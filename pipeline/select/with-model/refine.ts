import type { TokenCounter } from '../../../base/token-counter.js'
import { type StrategyModel, selectedPerBudget } from '../../../generators/strategy-model.js'
import { fenceRecordText } from '../../../prompts/fence.js'
import { readTemplate, renderPrompt } from '../../../prompts/render-prompt.js'
import type { ShownPassage } from '../../../retrievers/packing/context.js'
import type { Ranker, Strategy } from '../../../retrievers/strategy.js'
import { type NoteLine, noteLines, partsOf } from './context-slices.js'
import { noteContext, writtenPassage } from './note-context.js'
import { askForNotes, LONGEST_NOTES, wordsFor } from './notes.js'

/** The share of the budget for notes, so that notes and part together keep to the budget. */
const SHARE_OF_NOTES = 0.25
/** Numbers of the notes' own lines begin here: those of a part are lower. */
const FIRST_OWN = 901

/**
 * Like MedAlign's multi-step refinement: the model reads one part after another and rewrites its notes each time; the last
 * notes are the context of the answer. Notes and part together keep to the budget.
 */
export function refine(rank: Ranker, asking: StrategyModel): Strategy {
  return {
    name: 'refine',
    select: (instruction, view) =>
      selectedPerBudget(asking.budgets, async (tokens) => {
        const room = Math.max(1, Math.floor(tokens * (1 - SHARE_OF_NOTES)))
        const parts = await partsOf(rank, { instruction, view, tokens: room, asking })
        const maxTokens = Math.max(1, Math.min(LONGEST_NOTES, Math.floor(tokens * SHARE_OF_NOTES)))
        let lines: readonly NoteLine[] = []
        let cut = 0
        for (const { text, passages, tokens: taken } of parts) {
          lines = fitting(lines, tokens - taken, asking.counter)
          const prompt = renderPrompt(readTemplate('refine-notes.txt'), {
            notes: lines.length === 0 ? 'none' : fenceRecordText(shownNotes(lines)).text,
            context: fenceRecordText(text).text,
            words: wordsFor(maxTokens),
            instruction: instruction.text,
          })
          const notes = await askForNotes(asking, prompt, { patientId: view.patientId, maxTokens })
          if (notes.isCut) cut++
          const found = noteLines(notes.text, [...passages, ...asPassages(lines)])
          // If the model notes nothing new, the earlier notes stay.
          if (found.length > 0) lines = found
        }
        const context = noteContext(lines, { read: parts.length, cut }, { tokens, counter: asking.counter })
        return () => context
      }),
  }
}

function shownNotes(lines: readonly NoteLine[]): string {
  return lines.map((line, i) => `${line.text} [${FIRST_OWN + i}]`).join('\n')
}

/** As many lines, in order, as fit: with their numbers they may take more tokens than the model had for writing them. */
function fitting(lines: readonly NoteLine[], room: number, counter: TokenCounter): readonly NoteLine[] {
  let most = lines.length
  while (most > 0 && counter.count(shownNotes(lines.slice(0, most))) > room) most--
  return lines.slice(0, most)
}

/** Earlier notes as passages: citing one cites the documents that it is based on. */
function asPassages(lines: readonly NoteLine[]): ShownPassage[] {
  return lines.map((line, i) => writtenPassage(line, { rank: i + 1, label: FIRST_OWN + i, tokens: 0 }))
}
