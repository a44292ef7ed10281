import { type Beam, beamOf } from './beam.js'
import { BeamEdits, EDIT } from './beam-edits.js'
import { MOST_WORDS, regionOf, type Shift, shifted, writeShifted } from './block-shifts.js'
import { WordEdits } from './word-edits.js'

const UNKNOWN = -1_000_000_000

/**
 * Edit distance within sacrebleu's beam of one candidate of n words, and of it after a shift, to one reference of one word at
 * least. If a cheapest path stays within the beam, the whole table gives it, 32 cells at a time; otherwise the beam's own table is
 * computed cell by cell.
 */
export class TercomEdits {
  private readonly beam: Beam
  private readonly whole: WordEdits
  private readonly changed: Int32Array
  private beamEdits: BeamEdits | null = null
  private isBeamSet = false
  private words: Int32Array

  /** @param count number of different words, which are numbered from 0 */
  constructor(
    private readonly n: number,
    private readonly reference: Int32Array,
    count: number,
  ) {
    this.beam = beamOf(n, reference.length)
    this.whole = new WordEdits(n, reference, count)
    this.changed = new Int32Array(n)
    this.words = new Int32Array(n)
  }

  /**
   * Takes `words` as the candidate. Only its places [from, to) differ from the one before.
   * @returns the edits of its cheapest path, from the first to the last
   */
  set(words: Int32Array, from: number, to: number): readonly number[] {
    this.words = words
    this.isBeamSet = false
    this.whole.set(words, from, to)
    return this.whole.path(this.beam) ?? this.inBeam().path()
  }

  /**
   * The most that each shift could save: taking its block out and putting it back costs its length.
   * @param distance of the candidate
   */
  mostSaved(shifts: readonly Shift[], distance: number): number[] {
    const known = new Int32Array((this.n + 1) * (MOST_WORDS + 1)).fill(UNKNOWN)
    return shifts.map(({ start, length }) => {
      const key = start * (MOST_WORDS + 1) + length
      if (known[key] === UNKNOWN)
        known[key] = distance - this.whole.distanceWithout(start, start + length) + length
      return known[key]!
    })
  }

  /** Distance after a shift; if it is more than `most`, some number above that and no more than the distance. */
  distanceAfter(shift: Shift, most: number): number {
    const { from, to } = regionOf(shift, this.n)
    writeShifted(this.words, shift, from, to, this.changed)
    const freely = this.whole.changedDistance(from, this.changed, to - from)
    // The beam can only cost more, and most shifts save too little without it.
    if (freely > most || freely < this.beam.outside) return freely
    if (this.whole.isWithin(this.beam, shifted(this.words, shift), from)) return freely
    return this.inBeam().changedDistance(from, this.changed, to - from)
  }

  private inBeam(): BeamEdits {
    this.beamEdits ??= new BeamEdits(this.n, this.reference, this.beam)
    if (!this.isBeamSet) this.beamEdits.set(this.words)
    this.isBeamSet = true
    return this.beamEdits
  }
}

/** The cost of the path with these edits. */
export function costOfPath(path: readonly number[]): number {
  return path.reduce((sum, edit) => sum + (edit === EDIT.same ? 0 : 1), 0)
}
