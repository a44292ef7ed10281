import { type Command, Help, type Option } from 'commander'
import { STANDARD_COLUMNS, wrapText } from '../../eval/report/tables/wrap-text.js'

const plain = new Help()

/** Makes help mark required options, show the default of each other option, and fit the terminal. */
export function configureHelp(program: Command): Command {
  return program
    .exitOverride()
    .showHelpAfterError("(add --help for the command's options)")
    .configureHelp({ optionDescription, visibleOptions })
    .configureOutput({
      writeOut: (text) => process.stdout.write(wrapText(text, helpWidth())),
      getOutHelpWidth: helpWidth,
    })
}

function helpWidth(): number {
  return Math.min(process.stdout.columns ?? STANDARD_COLUMNS, STANDARD_COLUMNS)
}

/** The required options come first. */
function visibleOptions(command: Command): Option[] {
  const options = plain.visibleOptions(command)
  return [...options.filter(({ mandatory }) => mandatory), ...options.filter(({ mandatory }) => !mandatory)]
}

function optionDescription(option: Option): string {
  const description = plain.optionDescription(withReadableDefault(option))
  if (option.mandatory) return `${description} (required)`
  const isUnset = option.defaultValue === undefined && option.defaultValueDescription !== undefined
  return isUnset ? `${description} (default: ${option.defaultValueDescription})` : description
}

/** Shows an empty list as 'none', and no default for a switch that is off. */
function withReadableDefault(option: Option): Option {
  const { defaultValue } = option
  if (defaultValue === false) return Object.assign(copyOf(option), { defaultValue: undefined })
  if (Array.isArray(defaultValue)) {
    const shown = defaultValue.length === 0 ? 'none' : defaultValue.join(', ')
    return Object.assign(copyOf(option), { defaultValueDescription: shown })
  }
  return option
}

function copyOf(option: Option): Option {
  return Object.assign(Object.create(Object.getPrototypeOf(option)), option)
}
