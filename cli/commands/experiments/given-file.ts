import { type ExperimentFile, readExperimentFile } from '../../../pipeline/experiment/experiment-file.js'

/**
 * Reads the experiment file that a command was given. Warnings about it go to standard error, unless `quiet`.
 * @throws InputError that lists every problem of the file
 */
export function givenFile(path: string, { quiet }: { readonly quiet: boolean }): ExperimentFile {
  return readExperimentFile(path, (warning) => {
    if (!quiet) process.stderr.write(`${warning}\n`)
  })
}
