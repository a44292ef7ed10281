import { existsSync, mkdirSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { packageFolder } from '../../../base/own-package.js'
import { experimentName, outlineCorpus } from '../../../pipeline/init/corpus-outline.js'
import { experimentTemplate } from '../../../pipeline/init/experiment-template.js'
import { openOutput } from '../../output/output-file.js'
import type { CommonOptions } from '../command-options.js'

/** Options of `chartsift init`. */
export type InitOptions = CommonOptions & {
  readonly out?: string
  readonly ehrs?: string
  readonly model?: string
  readonly host: string
  readonly force: boolean
}

/** Writes an experiment file for a corpus and says how to continue. */
export async function init(corpus: string, options: InitOptions): Promise<0> {
  const { ehrs = null, model, host, force, quiet } = options
  const outline = await outlineCorpus(corpus, ehrs)
  const path = options.out ?? `${outline.name}.yaml`
  if (path !== '-' && !force && existsSync(path))
    throw new InputError(
      `${path} already exists: choose another file with --out, or add --force to overwrite it`,
    )
  // Experiments with the same name and corpus share a folder, so each file name gives its own experiment name.
  const name = path === '-' ? outline.name : experimentName(basename(path).replace(/\.ya?ml$/i, ''))
  const text = experimentTemplate(
    { ...outline, name },
    {
      corpus: path === '-' ? resolve(corpus) : placeFrom(corpus, path),
      ehrs,
      model: model === undefined ? null : { name: model, host },
      schema: join(packageFolder(), 'experiments', 'experiment.schema.json'),
    },
  )
  if (path !== '-') mkdirSync(dirname(path), { recursive: true })
  const out = await openOutput(path)
  await out.write(text)
  await out.keep()
  if (path !== '-' && !quiet) process.stderr.write(`wrote ${path}\nnext: chartsift run ${path}\n`)
  return 0
}

/** The corpus path as the user gave it if the file is in the current folder; a file elsewhere needs the absolute path. */
function placeFrom(corpus: string, path: string): string {
  if (isAbsolute(corpus)) return corpus
  return dirname(resolve(path)) === process.cwd() ? relative('.', corpus) || '.' : resolve(corpus)
}
