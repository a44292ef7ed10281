import { Command, CommanderError } from 'commander'
import { InputError } from '../corpus/input-error.js'
import { indexCommand } from './command-line/corpora/index-command.js'
import { inspectCommand } from './command-line/corpora/inspect.js'
import { rankCommand } from './command-line/corpora/rank.js'
import { selectCommand } from './command-line/corpora/select.js'
import { synthCommand } from './command-line/corpora/synth.js'
import { exportCommand } from './command-line/experiments/export.js'
import { initCommand } from './command-line/experiments/init.js'
import { measureCommand } from './command-line/experiments/measure.js'
import { reportCommand } from './command-line/experiments/report.js'
import { runCommand } from './command-line/experiments/run.js'
import { scoreCommand } from './command-line/experiments/score.js'
import { configureHelp } from './command-line/help-format.js'
import { refuseUnknown } from './command-line/refuse-unknown.js'
import { cleanCommand } from './command-line/workspaces/clean.js'
import { distillCommand } from './command-line/workspaces/distill.js'
import { doctorCommand } from './command-line/workspaces/doctor.js'
import { experimentsCommand } from './command-line/workspaces/experiments.js'
import { forgetCommand } from './command-line/workspaces/forget.js'
import { listCommand } from './command-line/workspaces/list.js'
import { SystemFailure } from './failures/system-failure.js'
import { guardOutput } from './guard-output.js'
import { installationSentence } from './installation/installation-error.js'
import { ownVersion } from './own-version.js'
import { Stopped } from './stopped.js'
import { codeOf, systemSentence } from './system-error.js'
import { showVisibly } from './terminal/visible-streams.js'

/** Tracing would upload prompts, which hold record text. It stays off whatever the environment says. */
const TRACING = ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2']

/** Commands that touch no database and no graph. */
const WITHOUT_NATIVE_MODULES = ['synth', 'init', 'list', 'measure', 'doctor']

/** Runs the command line and gives its exit code: 0 done, 1 finished with failed items, 2 bad input or usage. */
export async function main(argv: readonly string[]): Promise<number> {
  for (const name of TRACING) process.env[name] = 'false'
  guardOutput()
  const endVisibly = showVisibly()
  let exitCode = 0
  const finish = (code: number) => {
    exitCode = code
  }
  const program = configureHelp(new Command('chartsift'))
    .description("Which part of a patient's chart should the model read? Context-selection experiments.")
    .version(ownVersion())
    .addHelpText(
      'after',
      "\nA file may be '-': standard input or output. NO_COLOR and TERM=dumb are honored: no progress bars.\n\nExample:\n  chartsift inspect CORPUS --instruction ID --strategy hybrid --budget 1000\n",
    )
  for (const command of [
    synthCommand(finish),
    indexCommand(finish),
    inspectCommand(finish),
    selectCommand(finish),
    rankCommand(finish),
    measureCommand(finish),
    runCommand(finish),
    scoreCommand(finish),
    reportCommand(finish),
    exportCommand(finish),
    doctorCommand(finish),
    distillCommand(finish),
    initCommand(finish),
    listCommand(finish),
    experimentsCommand(finish),
    cleanCommand(finish),
    forgetCommand(finish),
  ]) {
    program.addCommand(command.copyInheritedSettings(program))
  }
  // Before a command loads its work: Node tells of a module that fails within a large import twice, once past any catch.
  program.hook('preAction', async (_, command) => {
    if (WITHOUT_NATIVE_MODULES.includes(command.name())) return
    const { requireNativeModules } = await import('./installation/native-modules.js')
    await requireNativeModules()
  })
  try {
    refuseUnknown(program, argv.slice(2))
    await program.parseAsync([...argv])
    return exitCode
  } catch (error) {
    return exitCodeOf(error)
  } finally {
    endVisibly()
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof Stopped) return say(error.message, 130)
  if (error instanceof InputError || error instanceof SystemFailure) return say(error.message, 2)
  // Whoever read our output has seen enough.
  if (codeOf(error) === 'EPIPE') return 0
  const sentence = installationSentence(error) ?? systemSentence(error)
  if (sentence !== null) return say(sentence, 2)
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  say(`unexpected ${message}\nThis is a defect of chartsift; CHARTSIFT_DEBUG=1 shows where.`, 2)
  if (process.env['CHARTSIFT_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return 2
}

function say(message: string, exitCode: number): number {
  process.stderr.write(`chartsift: ${message}\n`)
  return exitCode
}
