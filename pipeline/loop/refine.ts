import { readTemplate, renderPrompt } from '../../prompts/render-prompt.js'
import type { Ranker } from '../../retrievers/ranked.js'
import type { Context, ShownPassage, Strategy } from '../../retrievers/strategy.js'
import type { TokenCounter } from '../../retrievers/token-counter.js'
import { fenceRecordText } from '../generators/fence.js'
import { type Asking, NOTHING_ASKED, plus, reasonOf } from './asking.js'
import { LONGEST_NOTES } from './map-reduce.js'
import { noteContext, writtenPassage } from './note-context.js'
import { type NoteLine, noteLines, partsOf } from './parts.js'
import { filledFor } from './rerank-llm.js'

/** Of the budget, what the notes may take of it, so that notes and part keep to it together. */
const SHARE_OF_NOTES = 0.25
/** Numbers of the notes' own lines begin here: those of a part are lower. */
const FIRST_OWN = 901

/**
 * In the spirit of MedAlign's multi-step refinement: the model reads one part after another and writes its notes anew each
 * time; the last notes are the context of the answer. Notes and part together keep to the budget.
 */
export function refine(rank: Ranker, asking: Asking): Strategy {
  return {
    name: 'refine',
    async select(instruction, view) {
      try {
        const filled = new Map<number, Context>()
        for (const tokens of asking.budgets) {
          const room = Math.max(1, Math.floor(tokens * (1 - SHARE_OF_NOTES)))
          const parts = await partsOf(rank, instruction, view, room, asking)
          const maxTokens = Math.max(1, Math.min(LONGEST_NOTES, Math.floor(tokens * SHARE_OF_NOTES)))
          let asked = NOTHING_ASKED
          let lines: readonly NoteLine[] = []
          for (const { text, passages, tokens: taken } of parts) {
            lines = fitting(lines, tokens - taken, asking.counter)
            const prompt = renderPrompt(readTemplate('refine-notes.txt'), {
              notes: lines.length === 0 ? 'none' : fenceRecordText(shownNotes(lines)).text,
              context: fenceRecordText(text).text,
              instruction: instruction.text,
            })
            const reply = await asking.ask(prompt, { patientId: view.patientId, maxTokens })
            asked = plus(asked, reply)
            const found = noteLines(reply.text, [...passages, ...asPassages(lines)])
            // 'nothing' after notes is no reason to lose them.
            if (found.length > 0) lines = found
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

function shownNotes(lines: readonly NoteLine[]): string {
  return lines.map((line, i) => `${line.text} [${FIRST_OWN + i}]`).join('\n')
}

/** As many, in order, as there is room for: with their numbers they may take more than the model was given to write them. */
function fitting(lines: readonly NoteLine[], room: number, counter: TokenCounter): readonly NoteLine[] {
  let most = lines.length
  while (most > 0 && counter.count(shownNotes(lines.slice(0, most))) > room) most--
  return lines.slice(0, most)
}

/** Earlier notes can be cited as what they rest on. */
function asPassages(lines: readonly NoteLine[]): ShownPassage[] {
  return lines.map((line, i) => writtenPassage(line, i + 1, FIRST_OWN + i, 0))
}
