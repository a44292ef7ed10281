// Runs every command of the README and the pages in docs/ once, on a small cohort, with substituted paths and servers.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pageCommands } from './extract-commands.js'
import { preparePlaces } from './prepare-places.js'
import { SUBSTITUTIONS } from './substitutions.js'

const root = join(import.meta.dirname, '..', '..')
const { places, close } = await preparePlaces(root)
let failed = 0
try {
  const tried = new Set<string>()
  for (const { page, text, line } of pageCommands(root)) {
    const where = `${page}:${line}`
    if (tried.has(text)) continue
    tried.add(text)
    const substitution = SUBSTITUTIONS[text]
    if (substitution === undefined)
      tell(false, { where, text, note: 'not in packaging/readme/substitutions.ts' })
    else if (typeof substitution === 'object')
      tell(true, { where, text, note: `not tried: ${substitution.skip}` })
    else attempt(where, text, substitution(text, places))
  }
} finally {
  close()
}
process.exitCode = failed === 0 ? 0 : 1

function attempt(where: string, text: string, command: string): void {
  const begun = performance.now()
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' })
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  tell(status === 0, { where, text, note: `${seconds} s` })
  if (status !== 0) process.stdout.write(`  ${command}\n  exit code ${status}\n${stdout}${stderr}\n`)
}

type TriedCommand = { readonly where: string; readonly text: string; readonly note: string }

function tell(isRight: boolean, { where, text, note }: TriedCommand): void {
  if (!isRight) failed++
  process.stdout.write(`${isRight ? 'ok   ' : 'FAILS'} ${where}: ${text} (${note})\n`)
}
