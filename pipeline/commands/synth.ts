import { Command } from 'commander'
import { writeSyntheticCohort } from '../../corpus/synthetic/write-cohort.js'
import { integer, positiveInteger } from './common-options.js'

export function synthCommand(): Command {
  return new Command('synth')
    .description("write a synthetic cohort in MedAlign's release layout; nobody in it exists")
    .option('--patients <n>', 'how many patients', positiveInteger, 8)
    .option('--seed <n>', 'the same seed gives the same bytes', integer, 7)
    .requiredOption('--out <dir>', 'folder to write')
    .option('--workspace <dir>', 'not used here; taken so that every command takes it')
    .option('--json', 'counts as JSON', false)
    .option('--quiet', 'print nothing', false)
    .addHelpText('after', '\nExample:\n  chartsift synth --patients 8 --seed 7 --out demo/cohort\n')
    .action(async ({ patients, seed, out, json, quiet }) => {
      const counts = await writeSyntheticCohort({ patients, seed, out })
      if (json) process.stdout.write(`${JSON.stringify(counts)}\n`)
      else if (!quiet) {
        process.stdout.write(
          `${out}: ${counts.patients} patients, ${counts.notes} notes, ${counts.events} events, ${counts.instructions} instructions\n`,
        )
      }
    })
}
