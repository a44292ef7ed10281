import { ollamaName } from '../../generators/ollama/ollama-generator.js'
import type { ExperimentFile, OllamaSpec } from './experiment-file.js'

/** Counts where no model's own tokenizer is there: nearer to one than characters divided by four. */
const WITHOUT_TOKENIZER = 'cl100k'

type Declared = { readonly counter: string | null; readonly generators: ExperimentFile['generators'] }

/**
 * The token counter of an experiment: the one that it names, or that of the model which will read its contexts: the folder that
 * it names, which `placeOf` finds, or the one that was made from its vocabulary, which `ownOf` knows. The extractive generator
 * reads no tokens, so any counter is its own. Models that name different folders were refused with the file; of models whose
 * vocabularies differ none is every one's.
 */
export function counterSpecOf(
  { counter, generators }: Declared,
  placeOf: (folder: string) => string,
  ownOf: (model: string) => string | null = () => null,
): string {
  if (counter !== null) return counter
  const models = modelsOf(generators)
  const tokenizer = models.find((model) => model.tokenizer !== null)?.tokenizer ?? null
  if (tokenizer !== null) return placeOf(tokenizer)
  const own = models.map(({ ollama }) => ownOf(ollama))
  return models.length === 1 ? (own[0] ?? WITHOUT_TOKENIZER) : WITHOUT_TOKENIZER
}

/** A sentence for each model whose own tokenizer does not count the budgets. */
export function foreignCounterWarnings(
  { counter, generators }: Declared,
  counterName: string,
  ownOf: (model: string) => string | null = () => null,
): readonly string[] {
  return modelsOf(generators).flatMap((model) => {
    // A folder that the experiment names for a model without one is taken at its word.
    const isOwn =
      model.tokenizer !== null
        ? counter === null || counter === model.tokenizer
        : counter === null
          ? modelsOf(generators).length === 1 && ownOf(model.ollama) !== null
          : isFolder(counter)
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
