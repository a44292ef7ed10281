import { writeSyntheticCohort } from '../../corpus/synthetic/write-cohort.js'
import type { SynthOptions } from '../command-line/corpora/synth.js'

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
