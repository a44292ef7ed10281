import { setTimeout as sleep } from 'node:timers/promises'
import { findModel, MINILM, type StandInModel, TINY } from '../model.js'
import type { RequestBody, StandInOptions } from '../options.js'
import { PERSONALITIES, type Personality } from '../personality.js'
import { PromptCache } from './prompt-cache.js'
import { type LoadQueue, Runner } from './runner.js'
import { servedWindow } from './window.js'

/** What a model has in memory beside its slots. */
export type Loaded = {
  readonly model: StandInModel
  readonly runner: Runner
  readonly cache: PromptCache
  askedContext: number
  expiresAt: number
}

/** The models of one stand-in, as loaded and asked for by its requests. */
export class Engine {
  readonly personality: Personality
  readonly models: readonly StandInModel[]
  /** What each finished reply said that it took. */
  readonly told: { readonly path: string; readonly promptTokens: number; readonly answerTokens: number }[] =
    []
  private readonly loaded = new Map<string, Loaded>()
  private readonly loads: LoadQueue

  constructor(readonly options: StandInOptions) {
    this.personality = PERSONALITIES[options.version]
    this.models = options.models ?? [TINY, MINILM]
    this.loads = { pending: 0, most: options.maxQueue ?? 512 }
  }

  find(name: string): StandInModel | undefined {
    return findModel(this.models, name)
  }

  of(model: StandInModel): Loaded {
    const found = this.loaded.get(model.name)
    if (found) return found
    const cache = new PromptCache(this.personality.keepsSeveralPrompts ? 8 : 1)
    const made: Loaded = {
      model,
      cache,
      runner: new Runner(this.options.parallel ?? 1, this.loads, async () => {
        const ms = this.options.msPerLoad ?? 0
        if (ms > 0) await sleep(ms, undefined, { ref: false })
        cache.clear()
        return ms
      }),
      askedContext: 0,
      expiresAt: 0,
    }
    this.loaded.set(model.name, made)
    return made
  }

  /** A change of these reloads; on llama-server also `shift`. */
  loadKey(model: StandInModel, body: RequestBody): string {
    const { num_ctx, num_batch, num_thread } = body.options ?? {}
    const shift = this.personality.llamaServer && body.shift === false
    return JSON.stringify([servedWindow(num_ctx, model.trainedContext), num_batch, num_thread, shift])
  }

  keep(loaded: Loaded, body: RequestBody, keepMs: number): void {
    loaded.askedContext = Math.trunc(body.options?.num_ctx ?? 4096)
    loaded.expiresAt = Date.now() + keepMs
    if (keepMs === 0) loaded.runner.unload()
  }

  /** In memory now, the latest to expire first. */
  inMemory(): Loaded[] {
    const now = Date.now()
    for (const each of this.loaded.values()) if (each.expiresAt <= now) each.runner.unload()
    return [...this.loaded.values()]
      .filter(({ runner }) => runner.loadedKey !== null)
      .sort((a, b) => b.expiresAt - a.expiresAt)
  }
}
