import { sfc32, shuffle } from '../../base/random.js'

/** The random numbers that a chart is drawn with: one stream per seed text. */
export class Random {
  /** Uniform in [0, 1). */
  readonly next: () => number

  constructor(seed: string) {
    this.next = sfc32(seed)
  }

  /** Uniform integer in [low, high], both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new Error('pick from an empty list')
    return item
  }

  /** `count` different items (all of them if there are fewer), in drawn order. */
  sample<T>(items: readonly T[], count: number): T[] {
    return shuffle([...items], this.next).slice(0, count)
  }

  /** Bell-shaped with mean 0 and standard deviation 1: four uniforms, since log and cos may differ by machine. */
  wobble(): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * Math.sqrt(3)
  }
}
