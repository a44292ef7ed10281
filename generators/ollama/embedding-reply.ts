import { InputError } from '../../base/errors/input-error.js'

/**
 * What was asked for.
 * @property texts how many
 * @property dimensions of the model's vectors; null before its first reply
 */
export type AskedVectors = {
  readonly texts: number
  readonly dimensions: number | null
  readonly model: string
  readonly address: string
}

/**
 * The vectors of a reply of /api/embed, in the order of the texts.
 * @throws InputError unless there is one vector for each text, all of the same length and made of finite numbers
 */
export function readEmbeddings(reply: unknown, asked: AskedVectors): readonly (readonly number[])[] {
  const { texts, model, address } = asked
  const refuse = (expected: string, found: string) =>
    new InputError(`expected ${expected} from ${model} at ${address}, found ${found}`)
  const vectors: unknown =
    typeof reply === 'object' && reply !== null ? Reflect.get(reply, 'embeddings') : undefined
  if (!Array.isArray(vectors)) throw refuse(`${texts} vectors`, 'a reply without a list of embeddings')
  if (vectors.length !== texts) throw refuse(`${texts} vectors`, `${vectors.length}`)
  const dimensions = asked.dimensions ?? (Array.isArray(vectors[0]) ? vectors[0].length : 0)
  vectors.forEach((vector: unknown, i) => {
    const problem = problemOf(vector, dimensions)
    if (problem !== null)
      throw refuse(`${dimensions || 'some'} finite numbers as vector ${i + 1} of ${texts}`, problem)
  })
  return vectors as number[][]
}

function problemOf(vector: unknown, dimensions: number): string | null {
  if (!Array.isArray(vector)) return vector === null ? 'null' : `a ${typeof vector}`
  if (vector.length === 0) return 'an empty list'
  if (vector.length !== dimensions) return `${vector.length} numbers`
  // findIndex over the values would not do: a hole in the list is not a number either.
  for (let d = 0; d < vector.length; d++) {
    const value: unknown = vector[d]
    if (typeof value !== 'number' || !Number.isFinite(value))
      return `${value === null ? 'null' : typeof value === 'number' ? 'a number out of range' : `a ${typeof value}`} at place ${d + 1}`
  }
  return null
}
