import type { Measure } from '../measured/measure-row.js'
import type { MeasuredItem, Unscored } from '../measured/measured-item.js'
import { abstains } from '../text/abstention.js'
import { splitClaims } from '../text/claims.js'
import { citedText } from './cited-text.js'
import { claimSupport } from './claim-support.js'

/** Numbers of claims of one answer: those that could be looked for, and those of them that were not found. */
export type ClaimCounts = { readonly claims: number; readonly unsupported: number }

/** Whether the context that was shown supports what an answer says. Citations are read if the answer has any. */
export const faithfulnessMeasures: readonly Measure[] = [
  {
    name: 'lexical-faithfulness',
    definition:
      "Share of the answer's claims, cut by fixed rules, whose numbers, dates and content words all occur in the parts of the context that the answer cites, or anywhere in the context if it cites nothing, with the same negation; own definition. It is a lower bound: paraphrases and computed numbers are not found. No value if the answer makes no claim.",
    direction: 'higher',
    best: 1,
    full: 1,
    needs: ['context', 'response'],
    of: (item) => {
      if (item.contextText === undefined) return { reason: 'the text of the context is not known' }
      if (item.response === null) return { reason: item.responseReason ?? 'no response' }
      const counts = claimsAgainst(item.response, citedText(item)!)
      return shareSupported(counts)
    },
  },
]

function shareSupported({ claims, unsupported }: ClaimCounts): number | Unscored {
  return claims === 0 ? { reason: 'the answer makes no claim' } : (claims - unsupported) / claims
}

/** How many claims of an answer a text does not support. An answer that abstains makes no claim. */
function claimsAgainst(answer: string, text: string): ClaimCounts {
  const found = claimsOf(answer).map((claim) => claimSupport(claim, text))
  return {
    claims: found.filter((one) => one !== 'nothing to look for').length,
    unsupported: found.filter((one) => one === 'not found').length,
  }
}

/** The claims of an answer against what was shown, and against all references together; null if there is nothing to compare with. */
export function claimCounts(item: MeasuredItem): {
  readonly context: ClaimCounts | null
  readonly references: ClaimCounts | null
} {
  const text = citedText(item)
  if (item.response === null) return { context: null, references: null }
  return {
    context: text === null ? null : claimsAgainst(item.response, text),
    references:
      item.references.length === 0 ? null : claimsAgainst(item.response, item.references.join('\n')),
  }
}

function claimsOf(answer: string): string[] {
  return abstains(answer) ? [] : splitClaims(answer)
}
