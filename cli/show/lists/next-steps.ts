import { isAbsolute, relative } from 'node:path'

/** What was indexed, as far as the commands after it need to be told. */
export type IndexedPlace = {
  readonly corpus: string
  readonly workspace: string
  readonly ehrs: string | null
  /** Where the index lies. */
  readonly folder: string
  /** One that can be asked; null where there is none. */
  readonly instructionId: string | null
}

/** Where the index was written and which commands go on from there, ready to be copied. */
export function nextSteps({ corpus, workspace, ehrs, folder, instructionId }: IndexedPlace): string {
  const common = [
    ...(ehrs === null ? [] : ['--ehrs', quoted(ehrs)]),
    ...(workspace === '.chartsift' ? [] : ['--workspace', quoted(workspace)]),
  ]
  const command = (...words: readonly string[]) => ['chartsift', ...words, ...common].join(' ')
  const inspect =
    instructionId === null
      ? []
      : [
          command(
            'inspect',
            quoted(corpus),
            '--instruction',
            quoted(instructionId),
            '--strategy hybrid --budget 1000',
          ),
        ]
  const lines = [...inspect, command('init', quoted(corpus))]
  return `written to ${isAbsolute(workspace) ? folder : relative('.', folder)}\n${lines.map((line, i) => `${i === 0 ? 'next:' : '  or:'} ${line}\n`).join('')}`
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
