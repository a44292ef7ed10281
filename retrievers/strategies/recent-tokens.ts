import type { Instruction } from '../../corpus/instruction.js'
import { rawPieces } from '../packing/raw-pieces.js'
import { tailPassages } from '../packing/tail-passages.js'
import type { Strategy } from '../strategy.js'
import { visibleRawText } from '../view/visible-raw-text.js'
import { longestTail, startOfTail } from './text-tail.js'

/** Texts at which tiktoken stops, wherever they are. */
const SPECIAL_TOKENS = [
  '<|endoftext|>',
  '<|fim_prefix|>',
  '<|fim_middle|>',
  '<|fim_suffix|>',
  '<|endofprompt|>',
]

/** What pandas 2 reads as no value. */
const MISSING = new Set(
  '#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null|'.split(
    '|',
  ),
)

/**
 * MedAlign's truncation as HELM runs it (stanford-crfm/helm, medalign_scenario_helper.py of 2025-07-29): the last tokens
 * of the record's raw text as it is, cut within a tag or a character if a token ends there. With an asOf the text ends
 * after the last entry that may be seen. What stops HELM is the item's reason.
 */
export function recentTokens(): Strategy {
  return {
    name: 'recent-tokens',
    async select(instruction, view) {
      const refused = reasonOfQuestion(instruction)
      if (refused !== null) return () => ({ reason: refused })
      const visible = visibleRawText(view)
      if (visible === null) return () => ({ reason: 'this corpus format has no raw text' })
      const whole = visible.text
      const special = specialToken(whole)
      return (budget) => {
        // Without room for the record HELM does not tokenise it.
        if (special !== null && budget.tokens > 0) {
          return { reason: `HELM fails on a record that contains the text of a special token (${special})` }
        }
        const { text, tokens } = longestTail(whole, budget.tokens, budget.counter)
        const start = startOfTail(whole, text)
        const shown = { text: whole.slice(start), pieces: rawPieces(visible, start, view) }
        return {
          passages: tailPassages(shown, view, budget.counter),
          text,
          tokens,
          dropped: 0,
          droppedFirst: [],
          isEndOfRecord: true,
          truncated: text === whole ? 0 : 1,
        }
      }
    },
  }
}

function reasonOfQuestion({ text }: Instruction): string | null {
  if (MISSING.has(text)) return 'HELM fails on an instruction that pandas reads as missing'
  const special = specialToken(text)
  return special === null
    ? null
    : `HELM fails on an instruction that contains the text of a special token (${special})`
}

function specialToken(text: string): string | null {
  return SPECIAL_TOKENS.find((token) => text.includes(token)) ?? null
}
