import { writeSyntheticCohort } from '../../../synthetic/write/write-cohort.js'

/** Options of `chartsift synth`. */
export type SynthOptions = {
  readonly patients: number
  readonly seed: number
  readonly instructions?: number
  readonly out: string
  readonly json: boolean
  readonly quiet: boolean
}

/** Writes a synthetic cohort and prints its counts. @returns the exit code */
export async function synth(options: SynthOptions): Promise<number> {
  const { patients, seed, instructions = null, out, json, quiet } = options
  const counts = await writeSyntheticCohort({ patients, seed, out, instructions })
  if (json) process.stdout.write(`${JSON.stringify(counts)}\n`)
  else if (!quiet) {
    process.stdout.write(
      `${out}: ${counts.patients} patients, ${counts.notes} notes, ${counts.events} events besides demographics, ${counts.instructions} instructions\n`,
    )
  }
  return 0
}
