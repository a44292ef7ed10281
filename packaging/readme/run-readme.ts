// Runs every command of the README as it stands there, but for paths and hosts (substitutions.ts), on a small cohort.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractCommands } from './extract-commands.js'
import { preparePlaces } from './prepare-places.js'
import { SUBSTITUTIONS } from './substitutions.js'

const root = join(import.meta.dirname, '..', '..')
const { places, close } = await preparePlaces(root)
let failed = 0
try {
  for (const { text, line } of extractCommands(readFileSync(join(root, 'README.md'), 'utf8'))) {
    const substitution = SUBSTITUTIONS[text]
    if (substitution === undefined) tell(false, line, text, 'not in packaging/readme/substitutions.ts')
    else if (typeof substitution === 'object') tell(true, line, text, `not tried: ${substitution.skip}`)
    else attempt(line, text, substitution(text, places))
  }
} finally {
  close()
}
process.exitCode = failed === 0 ? 0 : 1

function attempt(line: number, text: string, command: string): void {
  const begun = performance.now()
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' })
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  tell(status === 0, line, text, `${seconds} s`)
  if (status !== 0) process.stdout.write(`  ${command}\n  exit code ${status}\n${stdout}${stderr}\n`)
}

function tell(isRight: boolean, line: number, text: string, note: string): void {
  if (!isRight) failed++
  process.stdout.write(`${isRight ? 'ok   ' : 'FAILS'} README.md:${line}: ${text} (${note})\n`)
}
