import type { Generator } from '../../generators/generator.js'

/**
 * The same generator, for work side by side: while a prompt is asked an equal one waits, and then finds the reply that was
 * kept. Small charts fill many budgets and strategies with one context.
 */
export function withoutTwins(generator: Generator): Generator {
  const underway = new Map<string, Promise<unknown>>()
  return {
    ...generator,
    async generate(prompt, signal) {
      const key = JSON.stringify([prompt.patientId, prompt.text])
      for (let other = underway.get(key); other !== undefined; other = underway.get(key)) {
        // How it ended is its own concern.
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
