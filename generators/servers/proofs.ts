import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../../base/files/write-atomically.js'
import type { ReplySpeed } from './reply-speed.js'

/** A file of another format is not read: everything is proved again. */
const FORMAT = 1
const rate = z.number().positive().nullable()
const schema = z.strictObject({
  format: z.literal(FORMAT),
  proofs: z.record(z.string(), z.unknown()),
  /** By model: how fast it was, and how many tokens its chat template adds to a prompt. */
  speeds: z.record(z.string(), z.strictObject({ promptTokensPerSecond: rate, answerTokensPerSecond: rate })),
  overheads: z.record(z.string(), z.number().int().nonnegative()).default({}),
})
type Stored = z.infer<typeof schema>

/**
 * What trials of servers and models found, each under all the facts that it depends on, so that a resumed run
 * does not repeat them. One JSON file, which is only a cache: what cannot be read is proved again. It contains
 * nothing from a record.
 */
export class Proofs {
  readonly #path: string | null
  readonly #reads: boolean
  #stored: Stored

  /** @param path null: nothing is remembered @param reads false: everything is proved again, then remembered */
  constructor(path: string | null, reads = true) {
    this.#path = path
    this.#reads = reads
    this.#stored = (path === null ? null : readProofs(path)) ?? {
      format: FORMAT,
      proofs: {},
      speeds: {},
      overheads: {},
    }
  }

  /** The result that was proved under these facts; undefined if there is none. */
  get<T>(step: string, facts: object): T | undefined {
    return this.#reads ? (this.#stored.proofs[keyOf(step, facts)] as T | undefined) : undefined
  }

  put(step: string, facts: object, found: unknown): void {
    this.#write({ ...this.#stored, proofs: { ...this.#stored.proofs, [keyOf(step, facts)]: found } })
  }

  /** The speed of a model at its last trial; null if it was never tried. */
  speedOf(model: string): ReplySpeed | null {
    return this.#stored.speeds[model] ?? null
  }

  putSpeed(model: string, speed: ReplySpeed): void {
    this.#write({ ...this.#stored, speeds: { ...this.#stored.speeds, [model]: speed } })
  }

  /** Tokens that a model's chat template adds to a prompt, as last counted; null if never counted. */
  overheadOf(model: string): number | null {
    return this.#stored.overheads[model] ?? null
  }

  putOverhead(model: string, tokens: number): void {
    if (this.overheadOf(model) !== tokens)
      this.#write({ ...this.#stored, overheads: { ...this.#stored.overheads, [model]: tokens } })
  }

  #write(stored: Stored): void {
    this.#stored = stored
    const path = this.#path
    if (path === null) return
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeAtomically(path, (temporary) =>
      writeFileSync(temporary, `${JSON.stringify(stored, null, 1)}\n`, { mode: 0o600 }),
    )
  }
}

function readProofs(path: string): Stored | null {
  if (!existsSync(path)) return null
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null
  } catch {
    return null
  }
}

function keyOf(step: string, facts: object): string {
  return createHash('sha256')
    .update(JSON.stringify([step, facts]))
    .digest('hex')
    .slice(0, 32)
}
