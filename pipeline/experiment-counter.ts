import type { ExperimentFile, OllamaSpec } from './experiment-file.js'
import { ollamaName } from './generators/ollama.js'

/** Counts where no model's own tokenizer is there: nearer to one than characters divided by four. */
const WITHOUT_TOKENIZER = 'cl100k'

type Declared = { readonly counter: string | null; readonly generators: ExperimentFile['generators'] }

/**
 * The token counter of an experiment: the one that it names, or that of the model which will read its contexts, whose
 * folder `placeOf` finds. The extractive generator reads no tokens, so any counter is its own. Models of different tokenizers
 * were refused with the file.
 */
export function counterSpecOf(
  { counter, generators }: Declared,
  placeOf: (folder: string) => string,
): string {
  if (counter !== null) return counter
  const tokenizer = modelsOf(generators).find((model) => model.tokenizer !== null)?.tokenizer ?? null
  return tokenizer === null ? WITHOUT_TOKENIZER : placeOf(tokenizer)
}

/** A sentence for each model whose own tokenizer does not count the budgets. */
export function foreignCounterWarnings(
  { counter, generators }: Declared,
  counterName: string,
): readonly string[] {
  return modelsOf(generators).flatMap((model) => {
    // A folder that the experiment names for a model without one is taken at its word.
    const isOwn =
      model.tokenizer === null ? isFolder(counter) : counter === null || counter === model.tokenizer
    const hint = model.tokenizer === null ? ": name its folder as the generator's 'tokenizer'" : ''
    return isOwn
      ? []
      : [
          `Budgets are counted with ${counterName}, which is not the tokenizer of ${ollamaName(model.ollama)}${hint}.`,
        ]
  })
}

function modelsOf(generators: ExperimentFile['generators']): OllamaSpec[] {
  return generators.filter((spec) => spec !== 'extractive')
}

function isFolder(counter: string | null): boolean {
  return counter?.includes('/') ?? false
}
