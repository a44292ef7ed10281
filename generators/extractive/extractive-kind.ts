import type { BaselineKind } from '../baseline-kind.js'

/** The baseline that answers with lines of the context. */
export const extractiveKind: BaselineKind = {
  name: 'extractive',
  does: 'needs no model and picks lines of the context',
  answerTokens: 100,
  open: async () => (await import('./extractive.js')).extractiveGenerator(),
}
