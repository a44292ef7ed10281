import { InputError } from '../../base/errors/input-error.js'

/** What does not fit a window: of `refusals` no prompt does, of `notes` some may not. */
export type Fit = { readonly refusals: readonly string[]; readonly notes: readonly string[] }

/** @property prompts what there is one for each of, in the plural */
export type Place = { readonly name: string; readonly window: number; readonly prompts: string }

/**
 * How prompts of these sizes fit a window; null if all do.
 * @param sizes tokens of each prompt and its answer, at most
 */
export function placesIn(
  { name, window, prompts }: Place,
  sizes: readonly number[],
): { readonly isAll: boolean; readonly text: string } | null {
  const over = sizes.filter((tokens) => tokens > window)
  if (over.length === 0) return null
  const isAll = over.length === sizes.length
  const [least, most] = [Math.min(...over), Math.max(...over)]
  return {
    isAll,
    text: isAll
      ? `takes ${least} tokens or more, and the window of ${name} is ${window}`
      : `may take up to ${most} tokens for ${over.length} of ${sizes.length} ${prompts}, and the window of ${name} is ${window}`,
  }
}

/** @throws InputError if there is something of which no prompt fits; @returns what to say of the rest */
export function requireFit({ refusals, notes }: Fit): readonly string[] {
  if (refusals.length > 0) {
    throw new InputError(
      `no prompt would fit the window, so nothing was sent:\n${refusals.map((text) => `  ${text}`).join('\n')}`,
    )
  }
  return notes
}
