import { InputError } from '../../base/errors/input-error.js'

/** What does not fit a window. `refusals`: no prompt fits; `notes`: some prompts may not fit. */
export type Fit = { readonly refusals: readonly string[]; readonly notes: readonly string[] }

/** A model and its window in tokens. @property prompts what each prompt is about, in the plural ('instructions') */
export type Place = { readonly name: string; readonly window: number; readonly prompts: string }

/** How prompts of these sizes fit a window; null if all fit. @param sizes maximum tokens of each prompt with its answer */
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

/** Gives the notes. @throws InputError with the refusals, if there are any */
export function requireFit({ refusals, notes }: Fit): readonly string[] {
  if (refusals.length > 0) {
    throw new InputError(
      `no prompt would fit the window, so nothing was sent:\n${refusals.map((text) => `  ${text}`).join('\n')}`,
    )
  }
  return notes
}
