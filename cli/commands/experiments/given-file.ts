import { type ExperimentFile, readExperimentFile } from '../../../pipeline/experiment/experiment-file.js'

/**
 * The experiment file that a command was given. What it should say differently is reported on standard error, unless `quiet`.
 * @throws InputError with every problem of the file
 */
export function givenFile(path: string, { quiet }: { readonly quiet: boolean }): ExperimentFile {
  return readExperimentFile(path, (warning) => {
    if (!quiet) process.stderr.write(`${warning}\n`)
  })
}
