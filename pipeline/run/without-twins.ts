import type { Generator } from '../../generators/generator.js'

/**
 * The same generator for parallel work: while it asks a prompt, an equal prompt waits and then finds the cached reply. Small
 * charts give many budgets and strategies the same context.
 */
export function withoutTwins(generator: Generator): Generator {
  const underway = new Map<string, Promise<unknown>>()
  return {
    ...generator,
    async generate(prompt, signal) {
      const key = JSON.stringify([prompt.patientId, prompt.text])
      for (let other = underway.get(key); other !== undefined; other = underway.get(key)) {
        // Its own caller handles a failure.
        await other.catch(() => null)
      }
      const own = generator.generate(prompt, signal)
      underway.set(key, own)
      try {
        return await own
      } finally {
        underway.delete(key)
      }
    },
  }
}
