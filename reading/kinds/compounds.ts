import { NO_KIND } from './kind-compounds.js'
import { NO_MODE } from './mode-compounds.js'
import { phrases } from './phrases.js'

/** Replaces a compound in text that is searched for cues. It is not a letter, so no cue matches it. */
export const COMPOUND = '¤'

const WITHOUT_MODE = phrases(NO_MODE, 'g')
const WITHOUT_KIND = phrases(NO_KIND, 'g')

/**
 * Blanks phrases that contain the word of a mode but do not say which points are wanted ('peak flow').
 * @param text in lower case
 */
export function withoutModeCompounds(text: string): string {
  return text.replace(WITHOUT_MODE, COMPOUND)
}

/** Blanks phrases that contain the word of a kind but name no kind ('internal medicine'). @param text in lower case */
export function withoutKindCompounds(text: string): string {
  return text.replace(WITHOUT_KIND, COMPOUND)
}
