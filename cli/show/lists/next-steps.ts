import { isAbsolute, relative } from 'node:path'
import { DEFAULT_WORKSPACE } from '../../../pipeline/workspace/default-workspace.js'
import { shellWord } from '../../../pipeline/workspace/shell-word.js'

/** What was indexed, as far as the next commands need it. */
export type IndexedPlace = {
  readonly corpus: string
  readonly workspace: string
  readonly ehrs: string | null
  /** The folder of the index. */
  readonly folder: string
  /** An instruction that can be inspected; null if there is none. */
  readonly instructionId: string | null
}

/** Where the index was written, and commands that continue from there, ready to copy. */
export function nextSteps({ corpus, workspace, ehrs, folder, instructionId }: IndexedPlace): string {
  const common = [
    ...(ehrs === null ? [] : ['--ehrs', shellWord(ehrs)]),
    ...(workspace === DEFAULT_WORKSPACE ? [] : ['--workspace', shellWord(workspace)]),
  ]
  const command = (...words: readonly string[]) => ['chartsift', ...words, ...common].join(' ')
  const inspect =
    instructionId === null
      ? []
      : [
          command(
            'inspect',
            shellWord(corpus),
            '--instruction',
            shellWord(instructionId),
            '--strategy hybrid --budget 1000',
          ),
        ]
  const lines = [...inspect, command('init', shellWord(corpus))]
  return `written to ${isAbsolute(workspace) ? folder : relative('.', folder)}\n${lines.map((line, i) => `${i === 0 ? 'next:' : '  or:'} ${line}\n`).join('')}`
}
