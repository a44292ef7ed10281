import { Command } from 'commander'
import type { DoctorOptions } from '../../commands/command-options.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { collect, positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

/** The `doctor` command. @param finish gets the exit code */
export function doctorCommand(finish: Finish): Command {
  return withCommonOptions(new Command('doctor'))
    .description(
      'check that this machine can index, count tokens and, with a model, generate; prints one line per check',
    )
    .argument('[experiment]', 'experiment file; its models are checked with its settings')
    .addOption(
      unsetOption('--model <name>', 'model to check on the Ollama server', 'none; no server is contacted'),
    )
    .option('--host <url...>', 'URLs of the Ollama servers; all of them must have the model', [
      'http://127.0.0.1:11434',
    ])
    .addOption(
      unsetOption(
        '--tokenizer <folder>',
        "folder with the model's tokenizer.json",
        "built from the server's vocabulary",
      ),
    )
    .option('--structured', "also check JSON answers, as needed for 'prompt: structured'", false)
    .option('--no-sentinel', 'skip the check that fills the window and looks for a planted word')
    .option('--window <tokens>', 'context window of the experiments', positiveInteger, 16384)
    .option(
      '--allow-host <host>',
      'a model server outside the private address ranges that may receive records (may be repeated)',
      collect,
      [],
    )
    .option('--json', 'print the checks as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  chartsift doctor --model llama3.1:8b --window 16384\n  chartsift doctor experiment.yaml\n',
    )
    .action(async (path: string | undefined, options: DoctorOptions) => {
      const { doctor } = await import('../../commands/workspaces/doctor.js')
      finish(await doctor(path, options))
    })
}
