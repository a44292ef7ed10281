import type { Refusal } from './window.js'

export type Slot = {
  readonly waitedMs: number
  /** Null: it was loaded as asked. */
  readonly loadedMs: number | null
  release(): void
}

type Job = {
  readonly key: string
  readonly since: number
  readonly take: (slot: Slot) => void
  dropped: boolean
  needsLoad: boolean
}

const BUSY: Refusal = {
  status: 503,
  error: 'server busy, please try again.  maximum pending requests exceeded',
}

/** Requests of all models that wait for a load: only these count for OLLAMA_MAX_QUEUE. */
export type LoadQueue = { pending: number; readonly most: number }

/** One loaded model: `parallel` slots, first come first served; another load key waits until all slots are free. */
export class Runner {
  loadedKey: string | null = null
  private readonly jobs: Job[] = []
  private active = 0
  private loading = false

  constructor(
    private readonly parallel: number,
    private readonly loads: LoadQueue,
    private readonly load: () => Promise<number>,
  ) {}

  /** Null: the client went away first. */
  acquire(key: string, gone: AbortSignal): Promise<Slot | Refusal | null> {
    const needsLoad = this.loading || key !== (this.jobs.at(-1)?.key ?? this.loadedKey)
    // One may load and `most` may wait for it.
    if (needsLoad && this.loads.pending > this.loads.most) return Promise.resolve(BUSY)
    if (needsLoad) this.loads.pending++
    return new Promise((resolve) => {
      const job: Job = { key, since: performance.now(), take: resolve, dropped: false, needsLoad }
      this.jobs.push(job)
      gone.addEventListener('abort', () => {
        job.dropped = true
        resolve(null)
        this.next()
      })
      this.next()
    })
  }

  unload(): void {
    this.loadedKey = null
  }

  private next(): void {
    while (this.jobs.length > 0 && !this.loading && this.active < this.parallel) {
      const job = this.jobs[0]!
      const cold = job.key !== this.loadedKey
      if (cold && this.active > 0 && !job.dropped) return
      this.jobs.shift()
      if (job.dropped) this.settled(job)
      else if (cold) void this.loadFor(job)
      else this.start(job, null)
    }
  }

  private async loadFor(job: Job): Promise<void> {
    this.loading = true
    const loadedMs = await this.load()
    this.loading = false
    this.loadedKey = job.key
    this.start(job, loadedMs)
    this.next()
  }

  private start(job: Job, loadedMs: number | null): void {
    this.settled(job)
    if (job.dropped) return
    this.active++
    let held = true
    job.take({
      waitedMs: performance.now() - job.since,
      loadedMs,
      release: () => {
        if (!held) return
        held = false
        this.active--
        this.next()
      },
    })
  }

  private settled(job: Job): void {
    if (job.needsLoad) this.loads.pending--
  }
}
